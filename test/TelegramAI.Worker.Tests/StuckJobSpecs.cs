using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>A job that goes on for ever, by a clock that is moved on.</summary>
public sealed class StuckJobSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_that_takes_longer_than_any_may_goes_back_to_the_queue_at_once_and_the_ledger_says_why(bool stopsWhenTold)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = new WorkerRig(jobs: options => options.MaxMinutes = 2, time: time);
        var stuck = new TaskCompletionSource();
        var told = false;
        rig.Source.OnDownload = async (_, token) =>
        {
            await using var registration = token.Register(() => told = true);
            stuck.SetResult();
            await Task.Delay(Timeout.Infinite, stopsWhenTold ? token : Token);
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);
        var message = Assert.Single(await rig.Queue.ReceiveAsync(1, TimeSpan.Zero, Token));

        var running = rig.Execution.RunAsync("worker", message, CancellationToken.None);
        await stuck.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        for (var step = 0; step < 20; step++)
        {
            // The job's lease and the video's claim are renewed meanwhile.
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(50, Token);
        }

        Assert.False(told);
        time.Advance(TimeSpan.FromSeconds(20));
        await WorkerRig.WaitAsync(
            () =>
            {
                // One that does not stop is left to itself some seconds later.
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(running.IsCompleted);
            },
            Token);

        Assert.True(told);
        Assert.Equal((1, 0), (await rig.Queue.CountAsync(Token)) is var counts ? (counts.Waiting, counts.Running) : default);
        var entry = (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!;
        Assert.Equal("It took longer than 2 minutes", entry.Error);
        Assert.False(entry.HasEnded);
    }
}
