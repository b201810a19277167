using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A chat that refuses a video, deletes a message, is away or is gone.</summary>
public class ChatFailureSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_progress_message_is_replaced_and_the_video_still_arrives()
    {
        var rig = new JobRig();
        rig.Source.OnDownload = (_, _) =>
        {
            rig.Chat.Delete(rig.Chat.Messages[0].Id);
            return Task.CompletedTask;
        };

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }

    [Fact]
    public async Task A_video_too_large_for_the_chat_arrives_as_a_link()
    {
        var rig = new JobRig();
        rig.Chat.Before = (call, _) => call is "show" ? throw new ChatFileTooLargeException("413") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.True(outcome.Entry.Delivered!.AsLink);
        Assert.Contains("http://", Assert.Single(rig.Chat.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_takes_no_videos_gets_a_link_and_the_reason()
    {
        var rig = new JobRig();
        rig.Chat.Before = (call, _) => call is "show"
            ? throw new ChatRightsException(ChatRight.Video, "not enough rights to send videos to the chat")
            : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal((JobState.Delivered, true), (outcome.Entry.State, outcome.Entry.Delivered!.AsLink));
        var message = Assert.Single(rig.Chat.Messages);
        Assert.Contains("doesn't allow me to send videos", message.Text, StringComparison.Ordinal);
        Assert.Contains("http://", message.Text, StringComparison.Ordinal);
        Assert.Null(message.Cancels);
    }

    [Fact]
    public async Task A_chat_that_does_not_let_the_bot_write_ends_its_job_and_the_ledger_says_why()
    {
        var rig = new JobRig();
        rig.Chat.Before = (_, _) => throw new ChatRightsException(ChatRight.Text, "CHAT_WRITE_FORBIDDEN");

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal((JobState.Failed, "The chat does not let the bot write"), (outcome.Entry.State, outcome.Entry.Failure));
        Assert.Null(outcome.RetryAfter);
    }

    [Fact]
    public async Task A_file_id_that_works_no_longer_is_replaced_by_the_bytes()
    {
        var rig = new JobRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);
        var refused = false;
        rig.Chat.Before = (call, _) =>
        {
            if (call is not "show" || refused)
                return Task.CompletedTask;

            refused = true;
            throw new ChatFileGoneException("wrong file identifier");
        };

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(2, rig.Chat.Uploads);
        Assert.Equal(2, rig.Chat.Videos.Count);
    }

    [Fact]
    public async Task A_chat_that_has_blocked_the_bot_ends_its_job_without_another_word()
    {
        var rig = new JobRig();
        rig.Chat.Before = (_, _) => throw new ChatGoneException("bot was blocked by the user");

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.Null(outcome.RetryAfter);
    }

    [Fact]
    public async Task A_chat_that_is_away_for_a_while_gets_its_video_when_it_is_back()
    {
        var rig = new JobRig();
        var failures = 2;
        rig.Chat.Before = (call, _) => call is "show" && failures-- > 0
            ? throw new ChatUnavailableException("no route")
            : Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Single(rig.Chat.Videos);
    }
}
