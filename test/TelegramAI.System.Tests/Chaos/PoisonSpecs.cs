using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>A job takes its worker with it, each time.</summary>
public sealed class PoisonSpecs
{
    private const int VisibilitySeconds = 2;
    private const int Receives = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_whose_worker_is_killed_each_time_is_a_dead_letter_after_its_last_receive_and_is_run_no_more()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, Receives);
        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(VideoId.Parse("slow-000001"), maxHeight: 360)))[0];
        for (var run = 1; run <= Receives; run++)
        {
            // With one slot it does not ask for more while it works: a receive that nobody waits for any more would count as well.
            await using var killed = stage.StartWorker(VisibilitySeconds, ("Worker__Slots", "1"));
            await Eventually.UntilAsync(
                $"run {run} has begun", TimeSpan.FromSeconds(60), async () => (await stage.Ledger.FindAsync(job.Id, Cancellation))?.Runs == run, () => string.Join('\n', killed.Log));
            killed.Kill();
        }

        await using var next = stage.StartWorker(VisibilitySeconds);
        await Eventually.UntilAsync("it is a dead letter", TimeSpan.FromSeconds(60), async () => await stage.CountAsync() == (0, 1), () => string.Join('\n', next.Log));

        var entry = (await stage.Ledger.FindAsync(job.Id, Cancellation))!;
        Assert.Equal((JobState.Running, Receives), (entry.State, entry.Runs));
        Assert.Equal(0, (await Deliveries.ReadAsync(stage, [job])).Videos);
        Assert.Equal("healthy", (string?)(await next.HealthAsync(Cancellation))?["status"]);
    }
}
