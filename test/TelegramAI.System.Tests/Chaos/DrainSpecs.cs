using System.Diagnostics;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Waiting;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>An instance is told to go while it works.</summary>
public sealed class DrainSpecs(ITestOutputHelper output)
{
    private const int VisibilitySeconds = 10;

    /// <summary>Why an instance has to go.</summary>
    public enum Notice
    {
        LifecycleTerminated,
        SpotInterruption,
        Sigterm,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Notice.LifecycleTerminated)]
    [InlineData(Notice.SpotInterruption)]
    [InlineData(Notice.Sigterm)]
    public async Task A_worker_that_has_to_go_loses_no_job_and_delivers_none_twice(Notice notice)
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 30);
        stage.Disturb(share: 0.1);
        var instance = await stage.CreateGroupAsync();
        await using var metadata = await LoopbackInstanceMetadata.StartAsync(instance, MotoServer.Region, Cancellation);

        // One that ends soon, one that takes longer than a stop may, and some that nobody has begun.
        var slow = VideoId.Parse("slow-000001");
        var jobs = await stage.AskAsync(
            new ChatId(1),
            [
                VideoRequest.ForVideo(slow, maxHeight: 360),
                VideoRequest.ForVideo(VideoId.Parse("many-000001"), maxHeight: 360),
                .. Enumerable.Range(2, 6).Select(number => VideoRequest.ForVideo(VideoId.Parse($"slow-{number:000000}"), maxHeight: 360)),
            ]);
        await using var leaving = stage.StartWorker(
            VisibilitySeconds,
            ("Instance__Watch", "true"),
            ("Instance__MetadataUrl", metadata.Address),
            ("Instance__PollSeconds", "1"),
            ("Instance__HeartbeatSeconds", "1"),
            ("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Address),
            ("AWS_EC2_METADATA_DISABLED", "false"),
            ("Worker__Slots", "2"),
            ("Worker__GraceSeconds", "3"));
        await Eventually.UntilAsync(
            "the first jobs run", TimeSpan.FromSeconds(60), () => Task.FromResult(stage.YouTube.Downloads(slow) > 0), () => string.Join('\n', leaving.Log));

        var told = Stopwatch.GetTimestamp();
        var toldAt = DateTimeOffset.UtcNow;
        await TellAsync(notice, leaving, metadata);
        var drained = await DrainedAsync(notice, stage, leaving);
        var left = await stage.VisibleAsync();
        await using var staying = stage.StartWorker(VisibilitySeconds, ("Worker__Slots", "8"));
        await Eventually.UntilAsync(
            "all videos are in the chat",
            TimeSpan.FromSeconds(150),
            async () => (await Deliveries.ReadAsync(stage, jobs)).Videos >= jobs.Count,
            () => string.Join('\n', staying.Log));
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(30), async () => (await stage.CountAsync()).Queue == 0);

        var beats = stage.Proxy.Lifecycle.Count(call => call.Action is "RecordLifecycleActionHeartbeat");
        output.WriteLine(
            $"{notice}: drained {drained.TotalSeconds:0.0} s after the notice, {left} of {jobs.Count} jobs waited then for others, {beats} heartbeats; all in the chat after {Stopwatch.GetElapsedTime(told).TotalSeconds:0.0} s");
        (await Deliveries.ReadAsync(stage, jobs)).AssertWhole(jobs);
        foreach (var job in jobs)
            Assert.Equal(JobState.Delivered, (await stage.Ledger.FindAsync(job.Id, Cancellation))!.State);
        Assert.Equal((0, 0), await stage.CountAsync());
        Assert.Empty(await stage.UploadsAsync());
        if (notice is Notice.LifecycleTerminated)
            AssertCompleted(stage, instance, toldAt);
        else if (notice is Notice.Sigterm)
            Assert.Equal(0, leaving.ExitCode);
    }

    private static async Task TellAsync(Notice notice, WorkerProcess worker, LoopbackInstanceMetadata metadata)
    {
        switch (notice)
        {
            case Notice.LifecycleTerminated:
                metadata.Terminate();
                break;
            case Notice.SpotInterruption:
                metadata.Interrupt();
                break;
            default:
                await worker.TerminateAsync(Cancellation);
                break;
        }
    }

    /// <summary>Waits until it has nothing any more, and says so in the way that the notice asks for.</summary>
    private static Task<TimeSpan> DrainedAsync(Notice notice, Stage stage, WorkerProcess worker) => Eventually.UntilAsync(
        "the worker is drained",
        TimeSpan.FromSeconds(60),
        async () => notice switch
        {
            Notice.LifecycleTerminated => stage.Proxy.Lifecycle.Any(call => call.Action is "CompleteLifecycleAction"),
            Notice.Sigterm => worker.HasEnded,
            _ => worker.HasEnded || await worker.HealthAsync(Cancellation) is { } health && (bool)health["draining"]! && (int)health["busy"]! == 0,
        },
        () => string.Join('\n', worker.Log));

    private static void AssertCompleted(Stage stage, string instance, DateTimeOffset told)
    {
        var completed = Assert.Single(stage.Proxy.Lifecycle, call => call.Action is "CompleteLifecycleAction");
        Assert.Equal(StageGroup.Name, completed.Fields["AutoScalingGroupName"]);
        Assert.Equal("drain", completed.Fields["LifecycleHookName"]);
        Assert.Equal(instance, completed.Fields["InstanceId"]);
        Assert.Equal("CONTINUE", completed.Fields["LifecycleActionResult"]);
        Assert.True(completed.At > told);

        // Until then it asks the group to wait, for as long as its last jobs take.
        var beats = stage.Proxy.Lifecycle.Where(call => call.Action is "RecordLifecycleActionHeartbeat").ToList();
        Assert.InRange(beats.Count, 2, 60);
        Assert.All(beats, beat => Assert.True(beat.At < completed.At));
    }
}
