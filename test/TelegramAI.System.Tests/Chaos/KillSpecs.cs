using System.Diagnostics;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Waiting;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.Chaos;

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
        await using var crew = await StartTwoAsync(stage);
        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(video, maxHeight: 360)))[0];
        await Eventually.UntilAsync("the job downloads", TimeSpan.FromSeconds(60), () => Task.FromResult(stage.YouTube.Downloads(video) > 0), () => string.Join('\n', crew.Log));
        var (first, second) = await IsBusyAsync(crew.Present[0]) ? (crew.Present[0], crew.Present[1]) : (crew.Present[1], crew.Present[0]);
        var before = (await stage.Ledger.FindAsync(job.Id, Cancellation))!;

        var killed = Stopwatch.GetTimestamp();
        first.Kill();
        var resumed = await Eventually.UntilAsync(
            "another worker has the job",
            TimeSpan.FromSeconds(VisibilitySeconds + 20),
            async () => !string.Equals((await stage.Ledger.FindAsync(job.Id, Cancellation))!.Run, before.Run, StringComparison.Ordinal),
            () => string.Join('\n', second.Log));
        await Eventually.UntilAsync(
            "it downloads again", TimeSpan.FromSeconds(60), () => Task.FromResult(stage.YouTube.Downloads(video) > 1), () => string.Join('\n', second.Log));
        var downloading = Stopwatch.GetElapsedTime(killed);
        await Eventually.UntilAsync(
            "the video is in the chat", TimeSpan.FromSeconds(120), async () => (await Deliveries.ReadAsync(stage, [job])).Videos > 0, () => string.Join('\n', second.Log));

        output.WriteLine(
            $"Visibility {VisibilitySeconds} s: running again {resumed.TotalSeconds:0.0} s after the kill, downloading after {downloading.TotalSeconds:0.0} s, in the chat after {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s");
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(30), async () => await stage.CountAsync() == (0, 0));
        output.WriteLine($"{copies()} copies of its message");
        (await Deliveries.ReadAsync(stage, [job])).AssertWhole([job]);
        Assert.Equal(JobState.Delivered, (await stage.Ledger.FindAsync(job.Id, Cancellation))!.State);
        Assert.Empty(await stage.UploadsAsync());
    }

    [Fact]
    public async Task Two_workers_on_one_machine_leave_each_others_jobs_alone()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 30);
        await using var crew = await StartTwoAsync(stage);
        var copies = stage.DeliverTwice(share: 1, new Random(1), most: 1);

        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(VideoId.Parse("slow-000001"), maxHeight: 360)))[0];
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(120), async () => await stage.CountAsync() == (0, 0), () => string.Join('\n', crew.Log));

        Assert.Equal(1, copies());
        Assert.Equal(1, (await stage.Ledger.FindAsync(job.Id, Cancellation))!.Runs);
        (await Deliveries.ReadAsync(stage, [job])).AssertWhole([job]);
    }

    /// <summary>
    /// Two workers that have started before there is a job, since the job could end while a worker starts. With a slot free a worker would be
    /// asking for more when it is killed, and moto hands out messages to a connection that is gone.
    /// </summary>
    private static async Task<Crew> StartTwoAsync(Stage stage)
    {
        var crew = new Crew(() => stage.StartWorker(VisibilitySeconds, ("Worker__Slots", "1")), size: 2);
        await crew.StartedAsync(Cancellation);
        return crew;
    }

    private static async Task<bool> IsBusyAsync(WorkerProcess worker) => (int)(await worker.HealthAsync(Cancellation))!["busy"]! > 0;
}
