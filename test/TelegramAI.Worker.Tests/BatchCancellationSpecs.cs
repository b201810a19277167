using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>Several videos that one message asked for, and that nobody wants any more.</summary>
public class BatchCancellationSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task All_of_them_are_cancelled_at_once_whether_they_run_wait_for_another_try_or_have_not_begun()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 2);
        var jobs = FakeJob.Batch(TimeSpan.FromMinutes(5), "aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc", "ddddddddddd");
        Assert.True(await rig.Queued.TrySendAsync(jobs, before: 4, Token));
        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        rig.Source.OnResolve = (number, _) => number is 2 ? throw new VideoBlockedException("sign in") : Task.CompletedTask;
        await rig.Runner.RunAsync(jobs[1], "worker", cancellationToken: Token);
        var runs = new TaskCompletionSource();
        rig.Source.OnDownload = (_, token) =>
        {
            runs.SetResult();
            return Task.Delay(Timeout.Infinite, token);
        };
        await rig.Queue.SendAsync([jobs[2]], Token);
        using var stop = new CancellationTokenSource();
        var worker = rig.Worker().RunAsync(stop.Token);
        await runs.Task;

        Assert.True(await rig.Cancellation.RequestAsync(jobs[0].Id.Batch, new UserId(1), Token));
        await WorkerRig.WaitAsync(() => Task.FromResult(rig.Chat.Messages.Any(message => message.Text is "✖️ Cancelled, 1 of 4 videos are here.")), Token);
        await rig.Queue.SendAsync([jobs[1], jobs[3]], Token);
        await WorkerRig.WaitAsync(rig.IsEmptyAsync, Token);
        await stop.CancelAsync();
        await worker;

        Assert.Equal(2, rig.Chat.Messages.Count);
        Assert.Single(rig.Chat.Videos);
        Assert.Empty(rig.Chat.Notifications);
        Assert.All(rig.Chat.Messages, message => Assert.Null(message.Cancels));
        Assert.Equal(3, rig.Source.Resolves);
        Assert.False(await rig.Cancellation.RequestAsync(jobs[0].Id.Batch, new UserId(1), Token));
    }
}
