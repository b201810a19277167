using System.Diagnostics;
using TelegramAI.Chaos.Tests.Rig;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.WorkerRig;

namespace TelegramAI.Chaos.Tests;

/// <summary>A worker is killed in the middle of a job.</summary>
public sealed class KillSpecs(ITestOutputHelper output)
{
    private const int VisibilitySeconds = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_worker_runs_a_killed_workers_job_before_its_visibility_and_twenty_seconds_are_over()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 30);
        var copies = stage.Disturb(share: 0.5);
        var video = VideoId.Parse("slow-000001");
        await using var crew = await Pair.StartAsync(stage);
        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(video, maxHeight: 360)))[0];
        await Patience.UntilAsync("the job downloads", TimeSpan.FromSeconds(60), () => Task.FromResult(stage.YouTube.Downloads(video) > 0), crew.Explain);
        var (first, second) = await crew.BusyAndOtherAsync();
        var before = (await stage.Ledger.FindAsync(job.Id, Cancellation))!;

        var killed = Stopwatch.GetTimestamp();
        first.Kill();
        var resumed = await Patience.UntilAsync(
            "another worker has the job",
            TimeSpan.FromSeconds(VisibilitySeconds + 20),
            async () => !string.Equals((await stage.Ledger.FindAsync(job.Id, Cancellation))!.Run, before.Run, StringComparison.Ordinal),
            () => string.Join('\n', second.Log));
        await Patience.UntilAsync(
            "it downloads again", TimeSpan.FromSeconds(60), () => Task.FromResult(stage.YouTube.Downloads(video) > 1), () => string.Join('\n', second.Log));
        var downloading = Stopwatch.GetElapsedTime(killed);
        await Patience.UntilAsync(
            "the video is in the chat", TimeSpan.FromSeconds(120), async () => (await Deliveries.ReadAsync(stage, [job])).Videos > 0, () => string.Join('\n', second.Log));

        output.WriteLine(
            $"Visibility {VisibilitySeconds} s: running again {resumed.TotalSeconds:0.0} s after the kill, downloading after {downloading.TotalSeconds:0.0} s, in the chat after {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s");
        await Patience.UntilAsync("the queue is empty", TimeSpan.FromSeconds(30), async () => await stage.CountAsync() == (0, 0));
        output.WriteLine($"{copies()} copies of its message");
        (await Deliveries.ReadAsync(stage, [job])).AssertWhole([job]);
        Assert.Equal(JobState.Delivered, (await stage.Ledger.FindAsync(job.Id, Cancellation))!.State);
        Assert.Empty(await stage.UploadsAsync());
    }

    [Fact]
    public async Task Two_workers_on_one_machine_leave_each_others_jobs_alone()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 30);
        await using var crew = await Pair.StartAsync(stage);
        var copies = stage.DeliverTwice(share: 1, new Random(1), most: 1);

        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(VideoId.Parse("slow-000001"), maxHeight: 360)))[0];
        await Patience.UntilAsync("the queue is empty", TimeSpan.FromSeconds(120), async () => await stage.CountAsync() == (0, 0), crew.Explain);

        Assert.Equal(1, copies());
        Assert.Equal(1, (await stage.Ledger.FindAsync(job.Id, Cancellation))!.Runs);
        (await Deliveries.ReadAsync(stage, [job])).AssertWhole([job]);
    }

    /// <summary>
    /// Two workers that have started before there is a job, since the job could end while a worker starts. With a slot free a worker would be
    /// asking for more when it is killed, and moto hands out messages to a connection that is gone.
    /// </summary>
    private sealed class Pair(WorkerProcess one, WorkerProcess other) : IAsyncDisposable
    {
        public static async Task<Pair> StartAsync(Stage stage)
        {
            var pair = new Pair(Start(stage), Start(stage));
            await pair.StartedAsync();
            return pair;
        }

        /// <summary>The worker that runs the only job, and the other.</summary>
        public async Task<(WorkerProcess Busy, WorkerProcess Other)> BusyAndOtherAsync() =>
            (int)(await one.HealthAsync(Cancellation))!["busy"]! > 0 ? (one, other) : (other, one);

        public string Explain() => string.Join('\n', [.. one.Log, .. other.Log]);

        public async ValueTask DisposeAsync()
        {
            await one.DisposeAsync();
            await other.DisposeAsync();
        }

        private static WorkerProcess Start(Stage stage) => stage.StartWorker(VisibilitySeconds, ("Worker__Slots", "1"));

        private Task StartedAsync() => Task.WhenAll(one.StartedAsync(Cancellation), other.StartedAsync(Cancellation));
    }
}
