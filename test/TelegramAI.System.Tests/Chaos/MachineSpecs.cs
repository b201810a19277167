using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Faults;
using TelegramAI.Testing.Waiting;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>A machine's way into service, out of it and back.</summary>
public sealed class MachineSpecs
{
    private const int VisibilitySeconds = 10;
    private const string LaunchHook = "launch";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_machine_works_once_it_knows_itself_reports_by_its_first_receive_and_works_again_after_it_was_put_aside()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 8);
        var id = await stage.CreateGroupAsync();
        var instance = new LaunchedInstance(StageGroup.Name, id, LaunchHook);
        stage.Proxy.Instance = instance;
        await using var metadata = await LoopbackInstanceMetadata.StartAsync(id, MotoServer.Region, Cancellation);
        metadata.IsAway = true;
        var first = await AskAsync(stage, "many-000001");
        await using var worker = stage.StartWorker(
            VisibilitySeconds,
            ("Instance__Watch", "true"),
            ("Instance__MetadataUrl", metadata.Address),
            ("Instance__PollSeconds", "0.2"),
            ("Fleet__LaunchHook", LaunchHook),
            ("Worker__ReceiveWaitSeconds", "1"));
        string Explain() => string.Join('\n', worker.Log);
        Task Until(string what, Func<Task<bool>> holds) => Eventually.UntilAsync(what, Soon, holds, Explain);

        // Without metadata it asks for them again and again, and for nothing else.
        await Until("it asks a third time", () => Task.FromResult(worker.Log.Count(line => line.Contains("no instance metadata", StringComparison.Ordinal)) >= 3));
        Assert.DoesNotContain(stage.Proxy.Calls, call => call.Service is "sqs");
        Assert.False(worker.HasEnded);

        metadata.IsAway = false;
        await Until("the first video is there", () => IsDeliveredAsync(stage, first));
        await Until("it is protected", () => Task.FromResult(Protections(stage) == 1));
        var calls = stage.Proxy.Calls.Select(call => call.Action).ToList();
        Assert.True(calls.IndexOf("ReceiveMessage") < calls.IndexOf("CompleteLifecycleAction"), "It reported before it had received.");
        Assert.Equal((LaunchHook, "CONTINUE"), (stage.Proxy.Lifecycle[0].Fields["LifecycleHookName"], stage.Proxy.Lifecycle[0].Fields["LifecycleActionResult"]));

        instance.State = "Standby";
        metadata.PutAside();
        await Until("it is aside", () => Task.FromResult(worker.Log.Any(line => line.Contains("is Standby in its group", StringComparison.Ordinal))));
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);
        var second = await AskAsync(stage, "many-000002");
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        Assert.Equal(1, await stage.VisibleAsync());

        instance.State = "Pending:Wait";
        metadata.PutBack();
        await Until("the second video is there", () => IsDeliveredAsync(stage, second));
        await Until("it is protected again", () => Task.FromResult(Protections(stage) == 2));
        Assert.Equal(2, stage.Proxy.Lifecycle.Count(call => call.Action is "CompleteLifecycleAction"));
    }

    private static async Task<DownloadJob> AskAsync(Stage stage, string video) =>
        Assert.Single(await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(VideoId.Parse(video), maxHeight: 360)));

    private static async Task<bool> IsDeliveredAsync(Stage stage, DownloadJob job) =>
        await stage.Ledger.FindAsync(job.Id, Cancellation) is { State: JobState.Delivered };

    /// <summary>How often it was protected, and not refused.</summary>
    private static int Protections(Stage stage) => stage.Proxy.Calls.Count(call =>
        call.Action is "SetInstanceProtection" && call.Fields["ProtectedFromScaleIn"] is "true");
}
