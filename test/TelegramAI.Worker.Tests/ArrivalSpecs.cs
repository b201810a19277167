using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>What a reader sees and hears of a job: one message in the end, and one sound at most.</summary>
public class ArrivalSpecs
{
    private const int Limit = 60_000;
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Whoever_has_waited_is_notified_once_by_the_message_that_becomes_the_video()
    {
        await using var rig = new WorkerRig();

        await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "worker", cancellationToken: Token);

        var message = Assert.Single(rig.Chat.Messages);
        Assert.NotNull(message.Video);
        Assert.Equal(message.Id, Assert.Single(rig.Chat.Notifications));
    }

    [Fact(Timeout = Limit)]
    public async Task A_video_that_arrives_at_once_needs_no_second_message_and_no_sound()
    {
        await using var rig = new WorkerRig();
        var sent = 0;
        rig.Chat.Before = (call, _) =>
        {
            sent += call is "send" ? 1 : 0;
            return Task.CompletedTask;
        };

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
        Assert.Equal(1, sent);
        Assert.Empty(rig.Chat.Notifications);
    }

    public static TheoryData<string, int> Moments => new(
        from call in new[] { "send", "sent", "show", "shown", "delete", "deleted", "edit" }
        from number in new[] { 1, 2 }
        select (call, number));

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Moments))]
    public async Task A_kill_at_any_moment_leaves_one_video_one_sound_and_nothing_else(string call, int number)
    {
        await using var rig = new WorkerRig();
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
        await using var rig = new WorkerRig();
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
        await using var rig = new WorkerRig();
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
        await using var rig = new WorkerRig();
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

    [Fact(Timeout = Limit)]
    public async Task A_chat_that_deletes_each_message_is_not_spoken_to_without_end()
    {
        await using var rig = new WorkerRig();
        rig.Chat.Before = (call, _) =>
        {
            if (call is "show")
            {
                foreach (var message in rig.Chat.Messages)
                    rig.Chat.Delete(message.Id);
            }

            return Task.CompletedTask;
        };

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.Contains("the chat deleted each of them", outcome.Entry.Failure, StringComparison.Ordinal);
        Assert.InRange(outcome.Entry.Messages, 2, 5);
        Assert.Equal(0, rig.Chat.Uploads);
    }

    [Fact(Timeout = Limit)]
    public async Task The_upload_shows_its_own_progress()
    {
        await using var rig = new WorkerRig();
        rig.Chat.Before = (call, token) => call is "uploaded" ? Task.Delay(300, token) : Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "worker", cancellationToken: Token);

        var history = Assert.Single(rig.Chat.Messages).History;
        Assert.Equal("📤 A counter\nSending…", history[0]);
        Assert.Contains(history, text => text.StartsWith("📤 A counter\nSending, ", StringComparison.Ordinal) && text.EndsWith(" % of 0.1 MB", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task No_edit_says_what_the_message_says_already()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnDownload = (_, token) => Task.Delay(400, token);

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var history = Assert.Single(rig.Chat.Messages).History;
        Assert.True(history.Count > 1);
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivered_video_is_not_called_cancelled_nor_given_up(bool cancels)
    {
        await using var rig = new WorkerRig();
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
            await rig.DeadLetters.HandleAsync(WorkerRig.Letter(FakeJob.Of()), Token);
            entry = (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!;
        }

        Assert.Equal(JobState.Delivered, entry.State);
        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_that_waits_for_another_try_offers_to_stop_and_to_try_at_once()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (number, _) => number == 1 ? throw new VideoBlockedException("bot check") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);
        var waiting = Assert.Single(rig.Chat.Messages);
        var early = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);
        var tried = await rig.Ledger.TryNowAsync(FakeJob.Of().Id, Token);
        var now = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Retrying, outcome.Entry.State);
        Assert.Equal((FakeJob.Of().Id, true), (waiting.Cancels, waiting.OffersRetry));
        Assert.Equal(JobState.Retrying, early.Entry.State);
        Assert.InRange(early.RetryAfter!.Value, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
        Assert.True(tried);
        Assert.Equal(JobState.Delivered, now.Entry.State);
        Assert.Null(Assert.Single(rig.Chat.Messages).Cancels);
    }
}
