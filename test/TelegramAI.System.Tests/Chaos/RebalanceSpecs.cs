using TelegramAI.Core.Chats;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Waiting;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>EC2 fears to need an instance soon.</summary>
public sealed class RebalanceSpecs
{
    private const int VisibilitySeconds = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_that_is_wanted_back_finishes_what_it_has_and_lets_another_take_its_place()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 8);
        var instance = await stage.CreateGroupAsync();
        await using var metadata = await LoopbackInstanceMetadata.StartAsync(instance, MotoServer.Region, Cancellation);
        var first = VideoId.Parse("slow-000001");
        var jobs = await stage.AskAsync(
            new ChatId(1), VideoRequest.ForVideo(first, maxHeight: 360), VideoRequest.ForVideo(VideoId.Parse("slow-000002"), maxHeight: 360));
        await using var worker = stage.StartWorker(
            VisibilitySeconds,
            ("Instance__Watch", "true"),
            ("Instance__MetadataUrl", metadata.Address),
            ("Instance__PollSeconds", "0.2"),
            ("Worker__Slots", "1"));
        string Explain() => string.Join('\n', worker.Log);
        await Eventually.UntilAsync("the job of one of them runs", TimeSpan.FromSeconds(60), () => Task.FromResult(jobs.Any(job => stage.YouTube.Downloads(job.Request.VideoId!.Value) > 0)), Explain);

        metadata.Recommend();
        await Eventually.UntilAsync("it asks to be replaced", TimeSpan.FromSeconds(60), () => Task.FromResult(Replacements(stage).Count > 0), Explain);

        Assert.Equal(["false"], Replacements(stage));
        Assert.Equal(1, (await Deliveries.ReadAsync(stage, jobs)).Videos);
        Assert.Equal(1, await stage.VisibleAsync());
        Assert.Empty(stage.Proxy.Lifecycle);

        metadata.Terminate();
        await Eventually.UntilAsync("it says that it is done", TimeSpan.FromSeconds(30), () => Task.FromResult(stage.Proxy.Lifecycle.Any(call => call.Action is "CompleteLifecycleAction")), Explain);
    }

    /// <summary>Whether its group wants one less, for each time that it asked to be ended.</summary>
    private static IReadOnlyList<string> Replacements(Stage stage) =>
        [.. stage.Proxy.Calls.Where(call => call.Action is "TerminateInstanceInAutoScalingGroup").Select(call => call.Fields["ShouldDecrementDesiredCapacity"])];
}
