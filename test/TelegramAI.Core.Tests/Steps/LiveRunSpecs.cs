using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A job has one run that is alive, and the ledger knows which.</summary>
public class LiveRunSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_whose_job_was_taken_over_stops_at_its_next_checkpoint()
    {
        var rig = new JobRig();
        var taken = new TaskCompletionSource();
        rig.Source.OnResolve = (number, _) => number == 1 ? taken.Task : Task.CompletedTask;
        var slow = rig.Runner.RunAsync(FakeJob.Of(), "slow", cancellationToken: Token);
        await Eventually.IsTrueAsync(() => rig.Source.Resolves == 1, "it resolves");

        // To this ledger every run is dead that was not begun by its own process.
        var other = new JobLedger(
            rig.Documents, TimeProvider.System, NullLogger<JobLedger>.Instance, new SoleOwner(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1)));
        await using var taker = await other.BeginAsync(FakeJob.Of(), "quick", JobRig.Alive, Token);
        taken.SetResult();

        await Assert.ThrowsAsync<JobTakenException>(() => slow);
        Assert.Empty(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_second_copy_of_a_job_leaves_its_live_run_alone()
    {
        var rig = new JobRig();
        var resolved = new TaskCompletionSource();
        rig.Source.OnResolve = (_, _) => resolved.Task;
        var first = rig.Runner.RunAsync(FakeJob.Of(), "one", cancellationToken: Token);
        await Eventually.IsTrueAsync(() => rig.Source.Resolves == 1, "it resolves");

        var refused = await Assert.ThrowsAsync<JobTakenException>(() => rig.Runner.RunAsync(FakeJob.Of(), "two", cancellationToken: Token));
        var sameWorker = await Assert.ThrowsAsync<JobTakenException>(() => rig.Runner.RunAsync(FakeJob.Of(), "one", cancellationToken: Token));
        resolved.SetResult();
        var outcome = await first;

        Assert.InRange(refused.AliveFor, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120));
        Assert.InRange(sameWorker.AliveFor, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120));
        Assert.Equal((JobState.Delivered, 1), (outcome.Entry.State, outcome.Entry.Runs));
        Assert.Single(rig.Chat.Messages);
    }

    [Fact]
    public async Task A_live_run_shows_itself_in_the_ledger_while_nothing_else_is_written()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var rig = new JobRig(time: time);
        var resolved = new TaskCompletionSource();
        rig.Source.OnResolve = (_, _) => resolved.Task;
        var run = rig.Runner.RunAsync(FakeJob.Of(), "one", cancellationToken: Token);
        await Eventually.IsTrueAsync(() => rig.Source.Resolves == 1, "it resolves");

        for (var minute = 0; minute < 4; minute++)
        {
            var before = (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.AliveAt;
            time.Advance(TimeSpan.FromSeconds(65));
            var shown = await Eventually.HoldsAsync(
                async () =>
                {
                    // The run may set its timer only now: a clock that stood still would never reach it.
                    time.Advance(TimeSpan.FromMilliseconds(100));
                    return (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.AliveAt > before;
                },
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMilliseconds(20));
            Assert.NotNull(shown);
        }

        await Assert.ThrowsAsync<JobTakenException>(() => rig.Runner.RunAsync(FakeJob.Of(), "two", cancellationToken: Token));
        resolved.SetResult();
        await run;
    }
}
