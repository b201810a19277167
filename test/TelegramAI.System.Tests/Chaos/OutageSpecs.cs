using TelegramAI.BotApiServer.Faults;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>Something that a worker needs is away for a while.</summary>
public sealed class OutageSpecs(ITestOutputHelper output)
{
    /// <summary>Less than what is lost is away: messages in work come back to a queue that nobody can reach.</summary>
    private const int VisibilitySeconds = 4;

    private const int Jobs = 8;

    /// <summary>The share of messages that come twice, and of Telegram's answers that are lost.</summary>
    private const double Share = 0.2;

    /// <summary>OUTAGE_SECONDS=180 shows what all of the product's patience is worth; by itself the spec takes no longer than it must.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("OUTAGE_SECONDS"), out var seconds) ? seconds : 6);

    /// <summary>What is away.</summary>
    public enum Lost
    {
        S3,
        Sqs,
        Telegram,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Lost.S3)]
    [InlineData(Lost.Sqs)]
    [InlineData(Lost.Telegram)]
    public async Task Work_waits_for_what_is_away_and_then_goes_on_with_nothing_lost_and_nothing_delivered_twice(Lost lost)
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 30);
        var copies = stage.Disturb(Share);
        stage.YouTube.Faults.Throttle(bytesPerSecond: 10_000);
        var jobs = await stage.AskAsync(
            new ChatId(1), [.. Enumerable.Range(1, Jobs).Select(number => VideoRequest.ForVideo(VideoId.Parse($"many-{number:000000}"), maxHeight: 360))]);
        await using var worker = stage.StartWorker(VisibilitySeconds, ("Worker__Slots", "3"), ("Worker__ReceiveWaitSeconds", "2"));
        string Explain() => string.Join('\n', worker.Log);
        async Task<int> DeliveredAsync() => (await Deliveries.ReadAsync(stage, jobs)).Videos;
        await Eventually.UntilAsync("some videos are in the chat", TimeSpan.FromSeconds(60), async () => await DeliveredAsync() > 0, Explain);

        Take(stage, lost);
        var calls = stage.Proxy.Calls.Count;
        await Task.Delay(Away / 2, Cancellation);
        var meanwhile = await DeliveredAsync();
        await Task.Delay(Away / 2, Cancellation);
        Assert.InRange(await DeliveredAsync(), 1, Jobs - 1);
        if (lost is not Lost.Sqs)
            Assert.Equal(meanwhile, await DeliveredAsync());

        // The SDK makes ten requests of a call that is cut. One that asks without a pause asks thousands of times in six seconds.
        var asked = stage.Proxy.Calls.Count - calls;
        Assert.InRange(asked, 0, 2000 * Away.TotalSeconds / 6);
        GiveBack(stage, lost);
        stage.Telegram.Faults.FloodChat(new ChatId(1), TimeSpan.FromSeconds(2));

        var resumed = await Eventually.UntilAsync("all videos are in the chat", TimeSpan.FromSeconds(90), async () => await DeliveredAsync() >= Jobs, Explain);
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(30), async () => await stage.CountAsync() == (0, 0), Explain);
        output.WriteLine($"{lost}: {asked} calls while it was away; {meanwhile} of {Jobs} before it came back, all {resumed.TotalSeconds:0.0} s after that; {copies()} messages came twice");
        Assert.False(worker.HasEnded);
        (await Deliveries.ReadAsync(stage, jobs)).AssertWhole(jobs);
        Assert.Empty(await stage.UploadsAsync());
        var stored = await stage.VideosAsync();
        Assert.All(stored.Keys.Where(key => key.EndsWith(".mp4", StringComparison.Ordinal)), key => Assert.Contains($"{key[..^4]}.json", stored.Keys));
        foreach (var job in jobs)
            await AssertNeverFailedAsync(stage, job);
    }

    /// <summary>To wait is no failure: neither one that its chat was told of nor one that the operator finds.</summary>
    private static async Task AssertNeverFailedAsync(Stage stage, DownloadJob job)
    {
        var entry = (await stage.Ledger.FindAsync(job.Id, Cancellation))!;
        Assert.Equal((JobState.Delivered, 0, null, null), (entry.State, entry.Failures, entry.Failure, entry.Error));
    }

    private static void Take(Stage stage, Lost lost)
    {
        if (lost is Lost.Telegram)
            stage.Telegram.Faults.FailNext("*", BotApiFault.ServerError, calls: int.MaxValue);
        else
            stage.Proxy.Lose(ServiceOf(lost));
    }

    private static void GiveBack(Stage stage, Lost lost)
    {
        if (lost is not Lost.Telegram)
        {
            stage.Proxy.Restore(ServiceOf(lost));
            return;
        }

        stage.Telegram.Faults.Clear();
        stage.Telegram.Faults.LoseAnswers(Share);
    }

    private static string ServiceOf(Lost lost) => lost is Lost.S3 ? "s3" : "sqs";
}
