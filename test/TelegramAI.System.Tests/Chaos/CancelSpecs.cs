using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>A running job is cancelled while other workers receive the same signals.</summary>
public sealed class CancelSpecs(ITestOutputHelper output)
{
    private const int VisibilitySeconds = 60;
    private const int Workers = 4;

    /// <summary>For all of them. A worker that only looks by itself takes 7.5 s for each on average.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5 * Workers);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task The_worker_of_a_job_stops_it_within_seconds_whichever_worker_receives_the_signal()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 8);
        await using var crew = new Crew(() => stage.StartWorker(VisibilitySeconds, ("Worker__Slots", "1")), Workers);
        await crew.StartedAsync(Cancellation);
        stage.YouTube.Faults.Throttle(bytesPerSecond: 20_000);
        var jobs = await stage.AskAsync(
            new ChatId(1), [.. Enumerable.Range(1, Workers).Select(number => VideoRequest.ForVideo(VideoId.Parse($"slow-{number:000000}"), maxHeight: 360))]);
        await Eventually.UntilAsync(
            "all jobs download",
            TimeSpan.FromSeconds(60),
            () => Task.FromResult(jobs.All(job => stage.YouTube.Downloads(job.Request.VideoId!.Value) > 0)),
            () => string.Join('\n', crew.Log));

        var all = TimeSpan.Zero;
        foreach (var job in jobs)
        {
            Assert.True(await stage.JobCancellation.RequestAsync(job.Id, job.User, Cancellation));
            var took = await Eventually.UntilAsync(
                "the job is cancelled",
                TimeSpan.FromSeconds(30),
                async () => await stage.Ledger.FindAsync(job.Id, Cancellation) is { State: JobState.Cancelled },
                () => string.Join('\n', crew.Log));
            output.WriteLine($"Cancelled after {took.TotalSeconds:0.0} s");
            all += took;
        }

        Assert.True(all < Most, $"{all}");
    }
}
