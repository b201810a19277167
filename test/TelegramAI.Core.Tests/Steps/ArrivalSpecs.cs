using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>What a reader sees and hears of a job: one message in the end, and one sound at most.</summary>
public class ArrivalSpecs
{
    private const int Limit = 60_000;
    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Whoever_has_waited_is_notified_once_by_the_message_that_becomes_the_video()
    {
        var rig = new JobRig();

        await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "worker", cancellationToken: Token);

        var message = Assert.Single(rig.Chat.Messages);
        Assert.NotNull(message.Video);
        Assert.Equal(message.Id, Assert.Single(rig.Chat.Notifications));
    }

    [Fact(Timeout = Limit)]
    public async Task A_video_that_arrives_at_once_needs_no_second_message_and_no_sound()
    {
        var rig = new JobRig();
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

    [Fact(Timeout = Limit)]
    public async Task A_chat_that_deletes_each_message_is_not_spoken_to_without_end()
    {
        var rig = new JobRig();
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
        var rig = new JobRig();
        rig.Chat.Before = (call, token) => call is "uploaded" ? Task.Delay(300, token) : Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(ago: LongAgo), "worker", cancellationToken: Token);

        var history = Assert.Single(rig.Chat.Messages).History;
        Assert.Equal("📤 A counter\nSending…", history[0]);
        Assert.Contains(history, text => text.StartsWith("📤 A counter\nSending, ", StringComparison.Ordinal) && text.EndsWith(" % of 0.1 MB", StringComparison.Ordinal));
    }

    [Fact(Timeout = Limit)]
    public async Task No_edit_says_what_the_message_says_already()
    {
        var rig = new JobRig();
        rig.Source.OnDownload = (_, token) => Task.Delay(400, token);

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var history = Assert.Single(rig.Chat.Messages).History;
        Assert.True(history.Count > 1);
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_that_waits_for_another_try_offers_to_stop_and_to_try_at_once()
    {
        var rig = new JobRig();
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
