using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>What a job costs in calls, counted where they arrive.</summary>
public sealed class CallCountSpecs(ITestOutputHelper output)
{
    /// <summary>So that the download takes a minute, and less than that where nothing else runs.</summary>
    private const int ConnectionBytesPerSecond = 235_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 240_000)]
    public async Task A_job_of_a_minute_and_forty_megabytes_costs_few_calls()
    {
        var visibility = new JobOptions().VisibilitySeconds;
        await using var stage = await Stage.BuildAsync(visibility, receives: 8);
        stage.YouTube.Faults.Throttle(ConnectionBytesPerSecond);
        await using var worker = stage.StartWorker(visibility, ("Worker__ReceiveWaitSeconds", "20"), ("Worker__Slots", "1"));
        await worker.StartedAsync(Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
        var before = stage.Proxy.Calls.Count;

        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(VideoId.Parse("size-00040m"), maxHeight: 360)))[0];
        var took = await Eventually.UntilAsync(
            "the video is there", TimeSpan.FromSeconds(180), async () => await stage.Ledger.FindAsync(job.Id, Cancellation) is { HasEnded: true }, () => string.Join('\n', worker.Log));
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(10), async () => (await stage.CountAsync()).Queue == 0);

        var calls = stage.Proxy.Calls.Skip(before).ToList();
        var telegram = stage.Telegram.Counts.ByMethod;
        output.WriteLine($"A job of {took.TotalSeconds:0} s");
        foreach (var kind in calls.GroupBy(call => $"{call.Service} {call.Action} {KindOf(call.Path)}").OrderBy(kind => kind.Key, StringComparer.Ordinal))
            output.WriteLine($"{kind.Key}: {kind.Count()}");
        foreach (var (method, count) in telegram)
            output.WriteLine($"Telegram {method}: {count}");

        // One that takes longer shows once more that it is alive, and listens once more for a cancellation.
        var more = took > TimeSpan.FromSeconds(59) ? 1 : 0;
        Assert.InRange(CountOf("s3", "PUT"), 1, 14 + more);
        Assert.InRange(CountOf("s3", "GET") + CountOf("s3", "HEAD"), 1, 20 + more);
        Assert.InRange(calls.Count(call => call.Service is "sqs"), 1, 6 + more);
        Assert.InRange(telegram.Values.Sum(), 1, 8);

        int CountOf(string service, string action) => calls.Count(call => (call.Service, call.Action) == (service, action));
    }

    private static string KindOf(string path) => Path.GetFileName(path) switch
    {
        "" => "",
        var name when path.Contains("/jobs/", StringComparison.Ordinal) && char.IsAsciiDigit(name[0]) => "ledger entry",
        var name when path.Contains("/jobs/", StringComparison.Ordinal) => name,
        var name => Path.GetExtension(name) is ".json" ? "manifest" : Path.GetExtension(name),
    };
}
