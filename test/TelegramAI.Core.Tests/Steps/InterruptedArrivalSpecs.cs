using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A worker that is killed while a video arrives, and an answer of the chat that is lost, leave what a job leaves otherwise.</summary>
public class InterruptedArrivalSpecs
{
    private const int Limit = 60_000;
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Moments => new(
        from call in new[] { "send", "sent", "show", "shown", "delete", "deleted", "edit" }
        from number in new[] { 1, 2 }
        select (call, number));

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Moments))]
    public async Task A_kill_at_any_moment_leaves_one_video_one_sound_and_nothing_else(string call, int number)
    {
        var rig = new JobRig();
        using var kill = new CancellationTokenSource();
        rig.Chat.KillAt(call, number, kill);

        try
        {
            await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "first", cancellationToken: kill.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed.
        }

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "second", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
        Assert.InRange(rig.Chat.Notifications.Count, 0, 1);
    }

    [Fact(Timeout = Limit)]
    public async Task A_kill_in_the_search_for_a_lost_message_leaves_nothing_either()
    {
        var rig = new JobRig();
        foreach (var moment in new[] { "sent", "taken", "delete" })
        {
            using var kill = new CancellationTokenSource();
            rig.Chat.KillAt(moment, number: 1, kill);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), moment, cancellationToken: kill.Token));
        }

        await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "last", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }

    [Theory(Timeout = Limit)]
    [InlineData("sent", 1)]
    [InlineData("sent", 2)]
    [InlineData("deleted", 1)]
    [InlineData("shown", 1)]
    public async Task An_answer_of_the_chat_that_is_lost_after_the_work_leaves_no_second_message(string call, int number)
    {
        var rig = new JobRig();
        var calls = 0;
        rig.Chat.Before = (name, _) => string.Equals(name, call, StringComparison.Ordinal) && ++calls == number
            ? throw new ChatUnavailableException("the connection was closed")
            : Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "worker", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
        Assert.InRange(rig.Chat.Notifications.Count, 1, 1);
    }

    [Fact(Timeout = Limit)]
    public async Task The_search_for_a_lost_message_leaves_the_messages_of_other_jobs_alone()
    {
        var rig = new JobRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "first", cancellationToken: Token);
        var (hasCompany, isLost) = (false, false);
        rig.Chat.Before = async (name, _) =>
        {
            switch (name)
            {
                case "send" when !hasCompany:
                    hasCompany = true;
                    await rig.Runner.RunAsync(FakeJob.Of(message: 2, video: "bbbbbbbbbbb"), "second", cancellationToken: CancellationToken.None);
                    break;
                case "sent" when hasCompany && rig.Chat.Videos.Count == 2 && !isLost:
                    isLost = true;
                    throw new ChatUnavailableException("the connection was closed");
                case "taken":
                    throw new ChatUnavailableException("the connection was closed");
            }
        };

        await rig.Runner.RunAsync(FakeJob.Of(message: 3, video: "ccccccccccc"), "third", cancellationToken: Token);

        Assert.Equal(3, rig.Chat.Videos.Count);
        Assert.Equal(3, rig.Chat.Messages.Count);
        Assert.All(rig.Chat.Messages, message => Assert.Null(message.Cancels));
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivered_video_is_not_called_cancelled_nor_given_up(bool cancels)
    {
        var rig = new JobRig();
        using var kill = new CancellationTokenSource();
        rig.Chat.Before = async (call, _) =>
        {
            if (call is not "shown")
                return;

            await kill.CancelAsync();
            await Task.Delay(Timeout.Infinite, kill.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Runner.RunAsync(FakeJob.Of(), "first", cancellationToken: kill.Token));
        rig.Chat.Before = (_, _) => Task.CompletedTask;

        JobEntry entry;
        if (cancels)
        {
            await rig.Ledger.RequestCancelAsync(FakeJob.Of().Id, Token);
            entry = (await rig.Runner.RunAsync(FakeJob.Of(), "second", cancellationToken: Token)).Entry;
        }
        else
        {
            await rig.DeadLetters.HandleAsync(JobRig.Letter(FakeJob.Of()), Token);
            entry = (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!;
        }

        Assert.Equal(JobState.Delivered, entry.State);
        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }
}
