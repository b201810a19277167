using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>A job whose message was sent by the bot before any worker began it.</summary>
public class QueuedJobSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Its_worker_goes_on_with_the_message_that_said_that_it_is_queued()
    {
        await using var rig = new WorkerRig();
        Assert.True(await QueuedMessageOf(rig).TrySendAsync([FakeJob.Of()], before: 3, Token));
        var queued = Assert.Single(rig.Chat.Messages);
        Assert.Equal(("Queued, 3 before you.", (JobId?)FakeJob.Of().Id), (queued.Text, queued.Cancels));

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var message = Assert.Single(rig.Chat.Messages);
        Assert.Equal((queued.Id, null), (message.Id, message.Cancels));
        Assert.NotNull(message.Video);
        Assert.Equal((JobState.Delivered, 1), (outcome.Entry.State, outcome.Entry.Runs));
        Assert.Empty(rig.Chat.Notifications);
    }

    [Fact(Timeout = Limit)]
    public async Task While_it_waits_a_cancellation_ends_it_at_once_in_its_own_message()
    {
        await using var rig = new WorkerRig();
        await QueuedMessageOf(rig).TrySendAsync([FakeJob.Of()], before: 3, Token);

        Assert.True(await rig.Cancellation.RequestAsync(FakeJob.Of().Id, new UserId(1), Token));

        var message = Assert.Single(rig.Chat.Messages);
        Assert.Equal(("✖️ Cancelled.", null), (message.Text, message.Cancels));
        Assert.Equal(JobState.Cancelled, (await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token)).Entry.State);
        Assert.Equal(0, rig.Source.Resolves);
    }

    [Theory(Timeout = Limit)]
    [InlineData("send")]
    [InlineData("sent")]
    public async Task A_bot_that_ends_while_it_sends_leaves_one_message_in_the_end(string call)
    {
        await using var rig = new WorkerRig();
        using var ends = new CancellationTokenSource();
        rig.Chat.Before = async (name, token) =>
        {
            if (string.Equals(name, call, StringComparison.Ordinal))
            {
                await ends.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => QueuedMessageOf(rig).TrySendAsync([FakeJob.Of()], before: 0, ends.Token));
        rig.Chat.Before = (_, _) => Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }

    [Fact(Timeout = Limit)]
    public async Task Jobs_that_wait_are_told_their_places_as_a_worker_takes_those_before_them()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 1);
        var release = new TaskCompletionSource();
        rig.Source.OnDownload = (_, token) => release.Task.WaitAsync(token);
        DownloadJob[] jobs = [FakeJob.Of(1, "aaaaaaaaaaa"), FakeJob.Of(2, "bbbbbbbbbbb"), FakeJob.Of(3, "ccccccccccc")];
        var line = new WaitingLine(rig.Documents);
        for (var number = 0; number < jobs.Length; number++)
        {
            jobs[number] = jobs[number] with { RequestedAt = jobs[number].RequestedAt.AddSeconds(number) };
            await line.AddAsync([jobs[number]], Token);
            await QueuedMessageOf(rig).TrySendAsync([jobs[number]], before: 7, Token);
        }

        await rig.Queue.SendAsync(jobs, Token);
        await rig.RunUntilAsync(
            () => Task.FromResult(rig.Chat.Messages.Any(message => message.Text is "Queued, 2 before you.") || rig.Chat.Videos.Count > 0), Token);

        Assert.Empty(rig.Chat.Videos);
        Assert.Contains(rig.Chat.Messages, message => message.Text is "Queued, 1 before you.");
        release.SetResult();
    }

    private static QueuedMessage QueuedMessageOf(WorkerRig rig) => new(rig.Ledger, rig.Chat, rig.Gate, TimeProvider.System, NullLogger<QueuedMessage>.Instance);
}
