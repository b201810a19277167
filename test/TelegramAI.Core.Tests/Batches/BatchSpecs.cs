using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.Core.Tests.Batches;

/// <summary>Several videos that one message asked for.</summary>
public class BatchSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task One_message_counts_them_and_their_end_notifies_once()
    {
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(Batch.OfThree(Batch.LongAgo));
        var counter = Assert.Single(rig.Chat.Messages);
        Assert.Equal(("Queued 3 videos, 4 before you.", (JobId?)jobs[0].Id.Batch), (counter.Text, counter.Cancels));

        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        await Eventually.IsTrueAsync(() => rig.Chat.Messages[0].Text is "⏳ 1 of 3 done.", "the first is counted");
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
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(Batch.OfThree(Batch.LongAgo));
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
        var rig = new JobRig();
        foreach (var job in await rig.QueueAsync(Batch.OfThree(TimeSpan.Zero)))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal("✅ All 3 videos are here.", rig.Chat.Messages[0].Text);
        Assert.Equal(4, rig.Chat.Messages.Count);
        Assert.Empty(rig.Chat.Notifications);
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_waits_for_another_try_is_counted_with_when_and_with_a_button_that_tries_it_now()
    {
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(Batch.OfThree(Batch.LongAgo));
        rig.Source.OnResolve = (number, _) => number is 1 ? throw new VideoBlockedException("sign in") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        await Eventually.IsTrueAsync(() => rig.Chat.Messages[0].OffersRetry, "another try is offered");

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
    public async Task One_that_was_given_up_by_the_queue_counts_as_failed()
    {
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(Batch.OfThree(Batch.LongAgo));
        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        await rig.Runner.RunAsync(jobs[1], "worker", cancellationToken: Token);

        await rig.DeadLetters.HandleAsync(JobRig.Letter(jobs[2]), Token);
        await rig.DeadLetters.HandleAsync(JobRig.Letter(jobs[2]), Token);

        Assert.Equal(3, rig.Chat.Messages.Count);
        Assert.StartsWith("✅ 2 of 3 videos are here, 1 failed.\n❌ https://youtu.be/ccccccccccc: ", rig.Chat.Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Their_end_is_told_even_where_nobody_could_note_that_they_were_queued()
    {
        var rig = new JobRig();
        foreach (var job in Batch.OfThree(Batch.LongAgo))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal("✅ All 3 videos are here.", rig.Chat.Messages[^1].Text);
        Assert.Equal((4, 1), (rig.Chat.Messages.Count, rig.Chat.Notifications.Count));
    }

    [Fact(Timeout = Limit)]
    public async Task Jobs_that_are_delivered_twice_by_the_queue_are_counted_once()
    {
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(Batch.OfThree(Batch.LongAgo));
        foreach (var job in jobs.Concat(jobs))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal((4, 1), (rig.Chat.Messages.Count, rig.Chat.Notifications.Count));
    }

    [Fact(Timeout = Limit)]
    public async Task A_chat_that_asks_for_a_long_pause_leaves_their_last_word_to_a_later_run()
    {
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(FakeJob.Batch(Batch.LongAgo, "aaaaaaaaaaa", "bbbbbbbbbbb"));
        await rig.Runner.RunAsync(jobs[0], "worker", cancellationToken: Token);
        rig.Chat.Before = (call, _) => call is "send" && rig.Chat.Videos.Count == 2 ? throw new ChatBusyException(TimeSpan.FromMinutes(1)) : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(jobs[1], "worker", cancellationToken: Token);
        Assert.Equal((JobState.Delivered, TimeSpan.FromMinutes(1)), (outcome.Entry.State, outcome.RetryAfter));
    }
}
