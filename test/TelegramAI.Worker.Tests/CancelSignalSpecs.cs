using System.Diagnostics;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>A signal tells the worker of a running job that it is cancelled.</summary>
public sealed class CancelSignalSpecs
{
    private static readonly UserId Reader = new(1);

    /// <summary>Also on a busy machine. With signals a job looks by itself after 15 s, and without after one.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_job_stops_long_before_it_would_look_by_itself()
    {
        await using var rig = Rig(new MemorySignals());
        using var running = await RunningAsync(rig);

        await CancelAsync(rig);

        await WaitForCancelledAsync(rig, running);
        Assert.Equal("✖️ Cancelled.", Assert.Single(rig.Chat.Messages).Text);
    }

    [Fact]
    public async Task A_worker_passes_a_signal_on_to_the_worker_of_the_job()
    {
        var signals = new MemorySignals();
        await using var rig = Rig(signals);
        await using var other = rig.StartAnother();
        using var running = await RunningAsync(rig);
        using var watched = other.Cancels.Watch(FakeJob.Of(2).Id, () => Assert.Fail("It is another job's"));

        for (var attempt = 0; signals.PassedOn == 0 && attempt < 100; attempt++)
        {
            signals.Send(new CancelSignal(FakeJob.Of(3).Id, DateTimeOffset.UtcNow, ""));
            await Task.Delay(20, Token);
        }

        Assert.NotEqual(0, signals.PassedOn);
        await CancelAsync(rig);
        await WaitForCancelledAsync(rig, running);
    }

    [Fact]
    public async Task A_second_copy_of_the_message_leaves_the_running_job_within_reach()
    {
        await using var rig = Rig(new MemorySignals());
        using var running = await RunningAsync(rig);
        rig.Cancels.Watch(FakeJob.Of().Id, () => { }).Dispose();

        await CancelAsync(rig);

        await WaitForCancelledAsync(rig, running);
    }

    [Fact]
    public async Task An_old_signal_and_one_that_cannot_be_read_are_removed()
    {
        var signals = new MemorySignals();
        await using var rig = Rig(signals);
        using var running = await RunningAsync(rig);

        signals.Send(new CancelSignal(FakeJob.Of(2).Id, DateTimeOffset.UtcNow - TimeSpan.FromSeconds(11), ""));
        signals.Send(new CancelSignal(Job: null, DateTimeOffset.UtcNow, ""));

        await WorkerRig.WaitAsync(() => Task.FromResult(signals.Completed == 2), Token);
        Assert.Equal(0, signals.PassedOn);
    }

    [Fact]
    public async Task A_signal_for_a_job_that_nobody_cancelled_changes_nothing()
    {
        var signals = new MemorySignals();
        await using var rig = Rig(signals);
        using var running = await RunningAsync(rig);

        await signals.SendAsync(FakeJob.Of().Id, Token);
        await WorkerRig.WaitAsync(() => Task.FromResult(signals.Completed == 1), Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);

        Assert.Equal(JobState.Running, (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_signals_the_job_looks_in_the_ledger(bool fail)
    {
        await using var rig = Rig(new MemorySignals { AreAvailable = fail, Failure = fail ? new IOException("The signals are away") : null });
        using var running = await RunningAsync(rig);

        await rig.Ledger.RequestCancelAsync(FakeJob.Of().Id, Token);

        await WaitForCancelledAsync(rig, running);
    }

    [Fact]
    public async Task A_signal_that_cannot_be_sent_fails_nothing()
    {
        await using var rig = Rig(new MemorySignals { AreAvailable = false });
        using var running = await RunningAsync(rig);

        Assert.True(await rig.CancellationBy(new BrokenSignals()).RequestAsync(FakeJob.Of().Id, Reader, Token));

        await WaitForCancelledAsync(rig, running);
    }

    private static WorkerRig Rig(MemorySignals signals) => new(signals: signals);

    private static async Task CancelAsync(WorkerRig rig) => Assert.True(await rig.Cancellation.RequestAsync(FakeJob.Of().Id, Reader, Token));

    /// <summary>Runs a job that never ends by itself.</summary>
    private static async Task<CancellationTokenSource> RunningAsync(WorkerRig rig)
    {
        var downloads = new TaskCompletionSource();
        rig.Source.OnDownload = async (_, token) =>
        {
            downloads.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _ = rig.Worker().RunAsync(stop.Token);
        await downloads.Task.WaitAsync(Token);
        return stop;
    }

    private static async Task WaitForCancelledAsync(WorkerRig rig, CancellationTokenSource running)
    {
        var began = Stopwatch.GetTimestamp();
        await WorkerRig.WaitAsync(async () => (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.State is JobState.Cancelled, Token);
        var took = Stopwatch.GetElapsedTime(began);
        await running.CancelAsync();
        Assert.True(took < Soon, $"{took}");
    }

    private sealed class BrokenSignals : ICancelSignals
    {
        public bool AreAvailable => true;

        public Task SendAsync(JobId job, CancellationToken cancellationToken = default) => throw new IOException("The signals are away");

        public Task<IReadOnlyList<CancelSignal>> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CompleteAsync(CancelSignal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task PassOnAsync(CancelSignal signal, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
