using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A job whose message was sent by the bot before any worker began it.</summary>
public class QueuedJobSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Its_worker_goes_on_with_the_message_that_said_that_it_is_queued()
    {
        var rig = new JobRig();
        Assert.True(await rig.Queued.TrySendAsync([FakeJob.Of()], before: 3, Token));
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
        var rig = new JobRig();
        await rig.Queued.TrySendAsync([FakeJob.Of()], before: 3, Token);

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
        var rig = new JobRig();
        using var ends = new CancellationTokenSource();
        rig.Chat.Before = async (name, token) =>
        {
            if (string.Equals(name, call, StringComparison.Ordinal))
            {
                await ends.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Queued.TrySendAsync([FakeJob.Of()], before: 0, ends.Token));
        rig.Chat.Before = (_, _) => Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }
}
