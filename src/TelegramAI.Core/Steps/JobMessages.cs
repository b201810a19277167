using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// The messages of a job in its chat. One of them shows how far the job is and becomes the video; everything else is an edit of it, and
/// doing an edit twice leaves one. Only sending can't be repeated, so the ledger knows of each message before it is sent: a run that died
/// over it, or an answer that was lost, leaves a message that is searched for and deleted.
/// </summary>
internal sealed partial class JobMessages
{
    /// <summary>A chat that deletes what the bot says, as a moderating bot does, is not spoken to without end.</summary>
    private const int MostMessages = 5;

    private readonly RetryingChat _retrying;
    private readonly LostMessages _lost;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public JobMessages(IChat chat, ChatGate gate, TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        _retrying = new RetryingChat(chat, gate, time, logger);
        _lost = new LostMessages(_retrying, logger);
    }

    /// <summary>The message that shows how far the job is; sends it where there is none.</summary>
    public async Task<MessageId> OpenAsync(JobRun run, JobProgress progress, CancellationToken cancellationToken)
    {
        if (run.Entry is not { Progress: { } known })
            return await SendAsync(run, JobTexts.Of(progress), notifies: false, cancellationToken);

        await _lost.DeleteAsync(run, known, cancellationToken);
        return known;
    }

    /// <summary>Sends the message that shows how far the job is, before any worker has begun it.</summary>
    public Task<MessageId> OpenAsync(JobRun run, string words, CancellationToken cancellationToken) =>
        SendAsync(run, words, notifies: false, cancellationToken);

    /// <summary>
    /// Sends the message that becomes the video, and that the reader's phone tells of, in the place of the one that showed the progress.
    /// An edit notifies nobody. https://core.telegram.org/bots/api#editmessagemedia
    /// </summary>
    public Task ArriveAsync(JobRun run, JobProgress progress, CancellationToken cancellationToken) =>
        ArriveAsync(run, new ChatText(JobTexts.Of(progress), Cancels: run.Entry.Job.Id), cancellationToken);

    /// <summary>Sends what the reader's phone tells of, in the place of the message that showed the progress.</summary>
    public async Task ArriveAsync(JobRun run, ChatText text, CancellationToken cancellationToken)
    {
        // A run before this one may have sent it: then the phone has been told already.
        var isFirst = string.Equals(run.Entry.Pending?.Run, run.Entry.Run, StringComparison.Ordinal);
        await SendAsync(run, text with { Silent = !isFirst }, cancellationToken);
    }

    /// <summary>Takes the buttons from the job's message, where it has some.</summary>
    public async Task TakeButtonsAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.Entry is { Progress: { } message, Chat: var place })
            await CallAsync(run, open => open.TakeButtonsAsync(place, message, cancellationToken), cancellationToken);
    }

    /// <summary>Whether the message that notifies has still to be sent.</summary>
    public static bool HasToArrive(JobEntry entry) =>
        entry is { HasNotified: true, Pending.After: var after, Progress: { } message } && after.Value >= message.Value;

    /// <summary>Sends another message where the one before is gone.</summary>
    public async Task<MessageId> ReplaceAsync(JobRun run, JobProgress progress, CancellationToken cancellationToken)
    {
        await run.NoteSendingAsync((entry, next) => entry with { Pending = next }, cancellationToken);
        return await SendAsync(run, JobTexts.Of(progress), notifies: false, cancellationToken);
    }

    /// <summary>Deletes the message that the present one has replaced.</summary>
    public async Task CleanAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.Entry is { Replaced: { } replaced, Chat: var place })
            await CallAsync(run, open => open.DeleteAsync(place, replaced, cancellationToken), cancellationToken);
    }

    /// <summary>Turns the job's message into the video.</summary>
    /// <exception cref="ChatMessageGoneException">The message is not there any more.</exception>
    public async Task<ChatFileId?> ShowAsync(JobRun run, ChatVideo video, CancellationToken cancellationToken)
    {
        if (run.Entry is not { Progress: { } message, Chat: var place })
            throw new ChatMessageGoneException("The job has no message in its chat");

        try
        {
            return await _retrying.CallAsync(place, open => open.ShowVideoAsync(place, message, video, cancellationToken), cancellationToken);
        }
        catch (ChatMigratedException moved) when (CanMove(run, moved))
        {
            await MoveAsync(run, moved, cancellationToken);
            throw new ChatMessageGoneException("The job's message is in the group that became a supergroup", moved);
        }
    }

    /// <summary>
    /// Says the job's last word, or what it waits for. A chat that is gone hears nothing, which is no failure. Nor is one of several jobs
    /// that has said nothing yet: the message of them all says it.
    /// </summary>
    /// <returns>False where the job's message shows the video already: what was to be said is not true.</returns>
    public async Task<bool> SayAsync(JobRun run, ChatText text, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        if (HasSaidNothing(run))
            return true;

        try
        {
            if (run.Entry.Progress is not { } message || !await TryEditAsync(run, message, text, cancellationToken))
                await SendAsync(run, text, cancellationToken);

            return true;
        }
        catch (ChatMessageHasMediaException)
        {
            return false;
        }
        catch (ChatGoneException gone)
        {
            LogChatGone(gone, job.Id, job.Id.Short);
            return true;
        }
    }

    /// <summary>Says a job's last word and ends the job; with the video delivered before, that is how it ends.</summary>
    public async Task EndAsync(JobRun run, JobState state, string words, Func<JobEntry, JobEntry> result, CancellationToken cancellationToken)
    {
        var isTrue = await SayAsync(run, new ChatText(words), cancellationToken);
        try
        {
            await CleanAsync(run, cancellationToken);
            if (isTrue && run.Entry.Job.BatchSize is not null)
                await TakeBackAsync(run, cancellationToken);
        }
        catch (ChatGoneException gone)
        {
            LogChatGone(gone, run.Entry.Job.Id, run.Entry.Job.Id.Short);
        }

        await run.UpdateAsync(
            entry => isTrue
                ? result(entry.Ended(state, _time.GetUtcNow()))
                : entry.Ended(JobState.Delivered, _time.GetUtcNow()) with { Delivered = new Delivery(FileId: null, AsLink: false) },
            cancellationToken);
    }

    private static bool HasSaidNothing(JobRun run) => run.Entry is { Job.BatchSize: not null, Progress: null, Pending: var pending }
        && (pending is null || (!run.HasSpoken && string.Equals(pending.Run, run.Entry.Run, StringComparison.Ordinal)));

    /// <summary>Deletes the last word of one of several jobs: the message of them all says it. Before it was said, it could have been the video.</summary>
    private async Task TakeBackAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.Entry is not { Progress: { } message, Chat: var place })
            return;

        try
        {
            await _retrying.CallAsync(place, open => open.DeleteAsync(place, message, cancellationToken), cancellationToken);
        }
        catch (ChatException exception) when (exception is ChatMessageGoneException or ChatMigratedException)
        {
            // It says what is true.
        }
    }

    /// <summary>Does what is not worth doing again in the supergroup that the job's group has become.</summary>
    private async Task CallAsync(JobRun run, Func<IChat, Task> call, CancellationToken cancellationToken)
    {
        try
        {
            await _retrying.CallAsync(run.Entry.Chat, call, cancellationToken);
        }
        catch (ChatMigratedException moved) when (CanMove(run, moved))
        {
            await MoveAsync(run, moved, cancellationToken);
        }
    }

    /// <summary>Goes on in the supergroup that the job's group has become, where none of its messages are.</summary>
    private async Task MoveAsync(JobRun run, ChatMigratedException moved, CancellationToken cancellationToken)
    {
        LogMoved(run.Entry.Job.Id, moved.NewChat);
        await run.UpdateAsync(entry => entry.Moved(moved.NewChat), cancellationToken);
    }

    /// <summary>A group becomes a supergroup once, and that becomes nothing else.</summary>
    private static bool CanMove(JobRun run, ChatMigratedException moved) => run.Entry.MovedTo is null && moved.NewChat != run.Entry.Chat;

    private async Task<bool> TryEditAsync(JobRun run, MessageId message, ChatText text, CancellationToken cancellationToken)
    {
        var place = run.Entry.Chat;
        try
        {
            await _retrying.CallAsync(place, open => open.EditAsync(place, message, text, cancellationToken), cancellationToken);
            return true;
        }
        catch (ChatMessageGoneException)
        {
            // Its reader has deleted it.
            return false;
        }
        catch (ChatMigratedException moved) when (CanMove(run, moved))
        {
            await MoveAsync(run, moved, cancellationToken);
            return false;
        }
    }

    private Task<MessageId> SendAsync(JobRun run, string text, bool notifies, CancellationToken cancellationToken) =>
        SendAsync(run, new ChatText(text, Cancels: run.Entry.Job.Id) { Silent = !notifies }, cancellationToken);

    private async Task<MessageId> SendAsync(JobRun run, ChatText text, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        if (run.Entry.Messages >= MostMessages)
            throw new ChatDeletesMessagesException(run.Entry.Messages);

        // One that an earlier run began to send may be in the chat already.
        var mayBeLost = run.Entry.Pending is { Run: var other } && !string.Equals(other, run.Entry.Run, StringComparison.Ordinal);
        if (mayBeLost || run.Entry.Pending is null)
            await run.NoteSendingAsync((entry, next) => entry with { Pending = entry.Pending?.Again(next.After) ?? next }, cancellationToken);

        var pending = run.Entry.Pending!;
        run.HasSpoken = true;
        MessageId sent;
        try
        {
            sent = await _retrying.CallAsync(
                run.Entry.Chat,

                // Sent again after a lost answer, it would notify for the second time.
                open => open.SendAsync(run.Entry.Place, mayBeLost ? text with { Silent = true } : text, cancellationToken),
                cancellationToken,
                onLost: () => mayBeLost = true);
        }
        catch (ChatMigratedException moved) when (CanMove(run, moved))
        {
            await MoveAsync(run, moved, cancellationToken);
            return await SendAsync(run, text, cancellationToken);
        }
        catch (ChatException) when (!mayBeLost)
        {
            await run.UpdateAsync(entry => entry with { Pending = null, HasNotified = entry.HasNotified && !HasToArrive(entry) }, cancellationToken);
            throw;
        }

        await run.UpdateAsync(
            entry => entry with
            {
                Progress = sent,

                // The entry may have it already, where the answer to this very write was lost.
                Replaced = entry.Progress is { } old && old != sent ? old : entry.Replaced,
                Pending = mayBeLost && pending.After.Value < sent.Value ? pending : null,
                Messages = entry.Progress == sent ? entry.Messages : entry.Messages + 1,
            },
            cancellationToken);
        await run.ShareAsync(sent, pending, cancellationToken);
        await _lost.DeleteAsync(run, sent, cancellationToken);
        return sent;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} ({ShortId}) can't be reported: its chat is gone")]
    private partial void LogChatGone(Exception exception, JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} continues in chat {ChatId}: its group was upgraded to a supergroup")]
    private partial void LogMoved(JobId jobId, ChatId chatId);
}

/// <summary>The chat deletes what the bot says: another message would go the same way.</summary>
public sealed class ChatDeletesMessagesException(int messages) : Exception($"{messages} messages were sent for the job, and the chat deleted each of them");
