using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

public class StepSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_turns_its_progress_message_into_the_video()
    {
        await using var rig = new WorkerRig();

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Null(outcome.RetryAfter);
        var message = Assert.Single(rig.Chat.Messages);
        Assert.NotNull(message.Video);
        Assert.Equal(100_000, message.Video.Bytes);
        Assert.Equal("A counter\nTests", message.Video.Caption);
    }

    [Fact]
    public async Task Progress_is_shown_while_the_video_is_downloaded()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnDownload = async (_, token) => await Task.Delay(300, token);

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var history = Assert.Single(rig.Chat.Messages).History;
        Assert.Equal("🔎 Resolving…", history[0]);
        Assert.Contains("⬇️ A counter\n50 % of 0.1 MB", history);
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("store")]
    [InlineData("deliver")]
    public async Task A_redelivered_job_resumes_after_its_last_step(string killedIn)
    {
        await using var rig = new WorkerRig();
        using var kill = new CancellationTokenSource();
        Task Kill()
        {
            rig.Source.OnResolve = (_, _) => Task.CompletedTask;
            rig.Source.OnDownload = (_, _) => Task.CompletedTask;
            rig.Chat.Before = (_, _) => Task.CompletedTask;
            kill.Cancel();
            return Task.Delay(Timeout.Infinite, kill.Token);
        }

        if (killedIn is "resolve")
            rig.Source.OnResolve = (_, _) => Kill();
        else if (killedIn is "store")
            rig.Source.OnDownload = (_, _) => Kill();
        else
            rig.Chat.Before = (call, _) => call is "shown" ? Kill() : Task.CompletedTask;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Runner.RunAsync(FakeJob.Of(), "first", cancellationToken: kill.Token));
        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "second", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Equal(2, outcome.Entry.Runs);
        Assert.Single(rig.Chat.Videos);
        Assert.Single(rig.Chat.Messages);
        Assert.Equal(killedIn is "resolve" ? 2 : 1, rig.Source.Resolves);
        Assert.Equal(killedIn is "store" ? 2 : 1, rig.Source.Downloads);
    }

    [Fact]
    public async Task A_job_that_was_delivered_does_nothing_when_it_is_delivered_again()
    {
        await using var rig = new WorkerRig();
        await rig.Runner.RunAsync(FakeJob.Of(), "first", cancellationToken: Token);

        var again = await rig.Runner.RunAsync(FakeJob.Of(), "second", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, again.Entry.State);
        Assert.Equal(1, again.Entry.Runs);
        Assert.Single(rig.Chat.Messages);
    }

    [Fact]
    public async Task A_video_that_is_stored_is_not_downloaded_again_nor_uploaded_again()
    {
        await using var rig = new WorkerRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(1, rig.Source.Downloads);
        Assert.Equal(1, rig.Chat.Uploads);
        Assert.Equal(2, rig.Chat.Videos.Count);
    }

    [Fact]
    public async Task Two_chats_that_ask_for_the_same_video_at_once_download_it_once()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnDownload = async (_, token) => await Task.Delay(300, token);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(chat =>
            rig.Runner.RunAsync(FakeJob.Of(chat: chat), $"worker-{chat}", cancellationToken: Token)));

        Assert.Equal(1, rig.Source.Downloads);
        Assert.Equal(8, rig.Chat.Videos.Count);
    }

    [Fact]
    public async Task A_run_whose_job_was_taken_over_stops_at_its_next_checkpoint()
    {
        await using var rig = new WorkerRig();
        var taken = new TaskCompletionSource();
        rig.Source.OnResolve = (number, _) => number == 1 ? taken.Task : Task.CompletedTask;
        var slow = rig.Runner.RunAsync(FakeJob.Of(), "slow", cancellationToken: Token);
        await WorkerRig.WaitAsync(() => Task.FromResult(rig.Source.Resolves == 1), Token);

        // To this ledger every run is dead that was not begun by its own process.
        var other = new JobLedger(
            rig.Documents, TimeProvider.System, NullLogger<JobLedger>.Instance, new SoleOwner(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1)));
        await using var taker = await other.BeginAsync(FakeJob.Of(), "quick", WorkerRig.Alive, Token);
        taken.SetResult();

        await Assert.ThrowsAsync<JobTakenException>(() => slow);
        Assert.Empty(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_second_copy_of_a_job_leaves_its_live_run_alone()
    {
        await using var rig = new WorkerRig();
        var resolved = new TaskCompletionSource();
        rig.Source.OnResolve = (_, _) => resolved.Task;
        var first = rig.Runner.RunAsync(FakeJob.Of(), "one", cancellationToken: Token);
        await WorkerRig.WaitAsync(() => Task.FromResult(rig.Source.Resolves == 1), Token);

        var refused = await Assert.ThrowsAsync<JobTakenException>(() => rig.Runner.RunAsync(FakeJob.Of(), "two", cancellationToken: Token));
        var sameWorker = await Assert.ThrowsAsync<JobTakenException>(() => rig.Runner.RunAsync(FakeJob.Of(), "one", cancellationToken: Token));
        resolved.SetResult();
        var outcome = await first;

        Assert.InRange(refused.AliveFor, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120));
        Assert.InRange(sameWorker.AliveFor, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120));
        Assert.Equal((JobState.Delivered, 1), (outcome.Entry.State, outcome.Entry.Runs));
        Assert.Single(rig.Chat.Messages);
    }

    [Fact]
    public async Task A_live_run_shows_itself_in_the_ledger_while_nothing_else_is_written()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = new WorkerRig(time: time);
        var resolved = new TaskCompletionSource();
        rig.Source.OnResolve = (_, _) => resolved.Task;
        var run = rig.Runner.RunAsync(FakeJob.Of(), "one", cancellationToken: Token);
        await WorkerRig.WaitAsync(() => Task.FromResult(rig.Source.Resolves == 1), Token);

        for (var minute = 0; minute < 4; minute++)
        {
            var before = (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.AliveAt;
            time.Advance(TimeSpan.FromSeconds(65));
            await WorkerRig.WaitAsync(
                async () =>
                {
                    // The run may set its timer only now: a clock that stood still would never reach it.
                    time.Advance(TimeSpan.FromMilliseconds(100));
                    return (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.AliveAt > before;
                },
                Token);
        }

        await Assert.ThrowsAsync<JobTakenException>(() => rig.Runner.RunAsync(FakeJob.Of(), "two", cancellationToken: Token));
        resolved.SetResult();
        await run;
    }

    [Fact]
    public async Task A_failure_that_nothing_can_be_done_about_is_told_once_with_its_id()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (_, _) => throw new VideoUnavailableException(UnavailableReason.Private, "Private video");

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.Null(outcome.RetryAfter);
        Assert.Equal($"❌ This video is private. (id {FakeJob.Of().Id.Short})", Assert.Single(rig.Chat.Messages).Text);
        Assert.Contains(rig.Log.Lines, line => line.Contains(FakeJob.Of().Id.Short, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_later_and_given_up_in_the_end()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (_, _) => throw new VideoBlockedException("Sign in to confirm you're not a bot");
        var waits = new List<TimeSpan?>();

        JobState state;
        do
        {
            var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);
            waits.Add(outcome.RetryAfter);
            state = outcome.Entry.State;
            await rig.Ledger.TryNowAsync(FakeJob.Of().Id, Token);
        }
        while (state is JobState.Retrying);

        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), null], waits);
        Assert.Equal(JobState.Failed, state);
        var message = Assert.Single(rig.Chat.Messages);
        Assert.Contains(message.History, text => Regex.IsMatch(text, @"Trying again at \d\d:\d\d:\d\d UTC\.$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.StartsWith("❌ YouTube is refusing this bot right now", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_is_gone_is_resolved_anew_at_once()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnDownload = (number, _) => number == 1 ? throw new VideoFormatUnavailableException("gone") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Equal(2, rig.Source.Resolves);
    }

    [Fact]
    public async Task A_deleted_progress_message_is_replaced_and_the_video_still_arrives()
    {
        await using var rig = new WorkerRig();
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
        await using var rig = new WorkerRig();
        rig.Chat.Before = (call, _) => call is "show" ? throw new ChatFileTooLargeException("413") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.True(outcome.Entry.Delivered!.AsLink);
        Assert.Contains("http://", Assert.Single(rig.Chat.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_takes_no_videos_gets_a_link_and_the_reason()
    {
        await using var rig = new WorkerRig();
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
        await using var rig = new WorkerRig();
        rig.Chat.Before = (_, _) => throw new ChatRightsException(ChatRight.Text, "CHAT_WRITE_FORBIDDEN");

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal((JobState.Failed, "The chat does not let the bot write"), (outcome.Entry.State, outcome.Entry.Failure));
        Assert.Null(outcome.RetryAfter);
    }

    [Fact]
    public async Task A_file_id_that_works_no_longer_is_replaced_by_the_bytes()
    {
        await using var rig = new WorkerRig();
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
        await using var rig = new WorkerRig();
        rig.Chat.Before = (_, _) => throw new ChatGoneException("bot was blocked by the user");

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.Null(outcome.RetryAfter);
    }

    [Fact]
    public async Task A_chat_that_is_away_for_a_while_gets_its_video_when_it_is_back()
    {
        await using var rig = new WorkerRig();
        var failures = 2;
        rig.Chat.Before = (call, _) => call is "show" && failures-- > 0
            ? throw new ChatUnavailableException("no route")
            : Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Single(rig.Chat.Videos);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"job\":null}")]
    [InlineData("null")]
    [InlineData("[1,2,3]")]
    public async Task A_damaged_ledger_entry_lets_the_job_start_over(string content)
    {
        await using var rig = new WorkerRig();
        await rig.WriteDocumentAsync(JobLedger.PathOf(FakeJob.Of().Id), content);

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_damaged_manifest_lets_the_video_be_stored_again()
    {
        await using var rig = new WorkerRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);
        await rig.WriteDocumentAsync(KeyOf().ManifestPath, "{ not json");

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(2, rig.Source.Downloads);
        Assert.NotNull(await rig.Library.FindAsync(KeyOf(), Token));

        static VideoKey KeyOf() => new(VideoId.Parse("abcdefghijk"), new VideoFormat(360, "mp4"));
    }
}
