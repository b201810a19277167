using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>Several videos that one message asked for.</summary>
public class BatchSpecs
{
    private const int Limit = 60_000;
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(5);
    private static readonly string[] Videos = ["aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task One_message_counts_them_and_their_end_notifies_once()
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos));
        var counter = Assert.Single(rig.Chat.Messages);
        Assert.Equal(("Queued 3 videos, 4 before you.", (JobId?)jobs[0].Id.Batch), (counter.Text, counter.Cancels));

        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        await WorkerRig.WaitAsync(() => Task.FromResult(rig.Chat.Messages[0].Text is "⏳ 1 of 3 done."), Token);
        await rig.Runner.RunAsync(jobs[1], "worker", cancellationToken: Token);
        await rig.Runner.RunAsync(jobs[2], "worker", cancellationToken: Token);

        var (messages, end) = (rig.Chat.Messages, rig.Chat.Messages[^1]);
        Assert.Equal(4, messages.Count);
        Assert.Equal("✅ All 3 videos are here.", end.Text);
        Assert.All(messages, message => Assert.Null(message.Cancels));
        Assert.Equal(3, rig.Chat.Videos.Count);
        Assert.Equal(end.Id, Assert.Single(rig.Chat.Notifications));
    }

    [Fact(Timeout = Limit)]
    public async Task Each_failure_names_its_video_in_the_message_of_them_all_and_leaves_none_of_its_own()
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos));
        rig.Source.OnResolve = (number, _) => number is 2 ? throw new VideoUnavailableException(UnavailableReason.Private, "private") : Task.CompletedTask;
        rig.Source.OnDownload = (number, _) => number is 2 ? throw new VideoTooLargeException(3_000_000_000, 2_000_000_000) : Task.CompletedTask;

        foreach (var job in jobs)
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal(2, rig.Chat.Messages.Count);
        Assert.Single(rig.Chat.Videos);
        Assert.Equal(
            $"""
            ✅ 1 of 3 videos are here, 2 failed.
            ❌ https://youtu.be/bbbbbbbbbbb: This video is private. (id {jobs[1].Id.Short})
            ❌ A counter: This video is 3000 MB; the limit is 2000 MB. (id {jobs[2].Id.Short})
            """,
            rig.Chat.Messages[^1].Text);
    }

    [Fact(Timeout = Limit)]
    public async Task Those_that_come_at_once_need_no_second_message_and_no_sound()
    {
        await using var rig = new WorkerRig();
        foreach (var job in await QueueAsync(rig, FakeJob.Batch(TimeSpan.Zero, Videos)))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal("✅ All 3 videos are here.", rig.Chat.Messages[0].Text);
        Assert.Equal(4, rig.Chat.Messages.Count);
        Assert.Empty(rig.Chat.Notifications);
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_waits_for_another_try_is_counted_with_when_and_with_a_button_that_tries_it_now()
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos));
        rig.Source.OnResolve = (number, _) => number is 1 ? throw new VideoBlockedException("sign in") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        await WorkerRig.WaitAsync(() => Task.FromResult(rig.Chat.Messages[0].OffersRetry), Token);

        var counter = Assert.Single(rig.Chat.Messages);
        Assert.Equal(
            $"⏳ 0 of 3 done, 1 waits for another try.\n⏳ https://youtu.be/aaaaaaaaaaa: YouTube is refusing this bot right now and wants proof that it's human. Trying again at {outcome.Entry.NotBefore!.Value.UtcDateTime:HH:mm:ss} UTC.",
            counter.Text);
        Assert.Equal(jobs[0].Id.Batch, counter.Cancels);

        Assert.True(await rig.Ledger.TryNowAsync(jobs[0].Id, Token));
        foreach (var job in jobs)
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal("✅ All 3 videos are here.", rig.Chat.Messages[^1].Text);
    }

    [Fact(Timeout = Limit)]
    public async Task All_of_them_are_cancelled_at_once_whether_they_run_wait_for_another_try_or_have_not_begun()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 2);
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, "aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc", "ddddddddddd"));
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

    [Fact(Timeout = Limit)]
    public async Task One_that_was_given_up_by_the_queue_counts_as_failed()
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos));
        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        await rig.Runner.RunAsync(jobs[1], "worker", cancellationToken: Token);

        await rig.DeadLetters.HandleAsync(WorkerRig.Letter(jobs[2]), Token);
        await rig.DeadLetters.HandleAsync(WorkerRig.Letter(jobs[2]), Token);

        Assert.Equal(3, rig.Chat.Messages.Count);
        Assert.StartsWith("✅ 2 of 3 videos are here, 1 failed.\n❌ https://youtu.be/ccccccccccc: ", rig.Chat.Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Their_end_is_told_even_where_nobody_could_note_that_they_were_queued()
    {
        await using var rig = new WorkerRig();
        foreach (var job in FakeJob.Batch(LongAgo, Videos))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal("✅ All 3 videos are here.", rig.Chat.Messages[^1].Text);
        Assert.Equal((4, 1), (rig.Chat.Messages.Count, rig.Chat.Notifications.Count));
    }

    [Fact(Timeout = Limit)]
    public async Task Jobs_that_are_delivered_twice_by_the_queue_are_counted_once()
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos));
        foreach (var job in jobs.Concat(jobs))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal((4, 1), (rig.Chat.Messages.Count, rig.Chat.Notifications.Count));
    }

    [Fact(Timeout = Limit)]
    public async Task A_chat_that_asks_for_a_long_pause_leaves_their_last_word_to_a_later_run()
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, "aaaaaaaaaaa", "bbbbbbbbbbb"));
        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        rig.Chat.Before = (call, _) => call is "send" && rig.Chat.Videos.Count == 2 ? throw new ChatBusyException(TimeSpan.FromMinutes(1)) : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(jobs[1], "worker", cancellationToken: Token);
        Assert.Equal((JobState.Delivered, TimeSpan.FromMinutes(1)), (outcome.Entry.State, outcome.RetryAfter));
    }

    [Theory(Timeout = Limit)]
    [InlineData("sent", 1)]
    [InlineData("sent", 3)]
    [InlineData("shown", 2)]
    [InlineData("deleted", 1)]
    public async Task An_answer_of_the_chat_that_is_lost_after_the_work_leaves_no_second_message(string call, int number)
    {
        await using var rig = new WorkerRig();
        var calls = 0;
        rig.Chat.Before = (name, _) => string.Equals(name, call, StringComparison.Ordinal) && ++calls == number
            ? throw new ChatUnavailableException("the connection was closed")
            : Task.CompletedTask;

        foreach (var job in await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos)))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal((4, 3, 1), (rig.Chat.Messages.Count, rig.Chat.Videos.Count, rig.Chat.Notifications.Count));
        Assert.All(rig.Chat.Messages, message => Assert.Null(message.Cancels));
    }

    public static TheoryData<string, int> Moments => new(
        from call in new[] { "send", "sent", "show", "shown", "delete", "deleted" }
        from number in new[] { 1, 2, 3, 4 }
        select (call, number));

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Moments))]
    public async Task A_kill_at_any_moment_leaves_each_video_once_and_one_last_word(string call, int number)
    {
        await using var rig = new WorkerRig();
        var jobs = await QueueAsync(rig, FakeJob.Batch(LongAgo, Videos));
        rig.Source.OnResolve = (_, _) => rig.Source.Resolves is 2 ? throw new VideoUnavailableException(UnavailableReason.Private, "private") : Task.CompletedTask;
        using var kill = new CancellationTokenSource();
        rig.Chat.KillAt(call, number, kill);

        foreach (var job in jobs)
        {
            try
            {
                await rig.Runner.RunAsync(job, "first", cancellationToken: kill.IsCancellationRequested ? Token : kill.Token);
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                // Its message comes back.
                await rig.Runner.RunAsync(job, "second", cancellationToken: Token);
            }
        }

        Assert.Equal(2, rig.Chat.Videos.Count);
        Assert.Equal(3, rig.Chat.Messages.Count);
        Assert.StartsWith("✅ 2 of 3 videos are here, 1 failed.", rig.Chat.Messages[^1].Text, StringComparison.Ordinal);
        Assert.All(rig.Chat.Messages, message => Assert.Null(message.Cancels));
        Assert.InRange(rig.Chat.Notifications.Count, 0, 1);
    }

    private static async Task<DownloadJob[]> QueueAsync(WorkerRig rig, DownloadJob[] jobs)
    {
        var message = new QueuedMessage(rig.Ledger, rig.Chat, rig.Gate, TimeProvider.System, NullLogger<QueuedMessage>.Instance);
        Assert.True(await message.TrySendAsync(jobs, before: 4, Token));
        return jobs;
    }
}
