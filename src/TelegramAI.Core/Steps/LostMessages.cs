using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Finds messages that were sent for a job and whose numbers were never learned. A bot can't ask which messages it has sent, but it can take
/// the buttons from one of its own: a message that had some, and that no job knows of, is such a message.
/// </summary>
internal sealed partial class LostMessages(RetryingChat chat, ILogger logger)
{
    /// <summary>How many messages are looked at on either end of the range in which a lost message must be.</summary>
    private const int Reach = 50;

    /// <summary>Deletes those that are older than the job's present message, where the ledger says that there may be one.</summary>
    public async Task DeleteAsync(JobRun run, MessageId present, CancellationToken cancellationToken)
    {
        if (run.Entry.Pending is not { } pending || pending.After.Value >= present.Value)
            return;

        try
        {
            var known = await run.MessagesOfOthersAsync(present, cancellationToken);
            foreach (var candidate in Candidates(pending, present).Where(candidate => !known.Contains(candidate)))
                await TryDeleteAsync(run, pending, candidate, present, cancellationToken);
        }
        catch (ChatMigratedException)
        {
            // Whatever was lost is in a group that nobody can write in any more.
        }

        await run.UpdateAsync(entry => entry with { Pending = null }, cancellationToken);
    }

    private async Task TryDeleteAsync(JobRun run, PendingMessage pending, MessageId candidate, MessageId present, CancellationToken cancellationToken)
    {
        // They may have been taken by a run that did not live to delete it.
        var mayHaveHad = pending.Candidate == candidate;
        if (!mayHaveHad)
            await run.UpdateAsync(entry => entry with { Pending = pending with { Candidate = candidate } }, cancellationToken);

        var place = run.Entry.Chat;
        var had = await chat.CallAsync(
            place,
            open => open.TakeButtonsAsync(place, candidate, cancellationToken),
            cancellationToken,

            // They may have been taken by the call whose answer was lost.
            onLost: () => mayHaveHad = true);

        // Another job may have noted it as its own since the search began, and it may be a video by now. A live run that has sent it a moment
        // ago and not noted it yet sends another.
        if ((!had && !mayHaveHad) || (await run.MessagesOfOthersAsync(present, cancellationToken)).Contains(candidate))
            return;

        LogFound(run.Entry.Job.Id, candidate);
        await chat.CallAsync(place, open => open.DeleteAsync(place, candidate, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The numbers that a lost message may have, the likeliest first: those after each message after which it may have been sent, and those
    /// right before the present one. Numbers rise within a chat; other chats may have many of them.
    /// </summary>
    private static IEnumerable<MessageId> Candidates(PendingMessage pending, MessageId present)
    {
        var oldest = pending.After.Value + 1;
        var first = pending.Starts
            .Where(start => start.Value is not 0)
            .SelectMany(start => Enumerable.Range(start.Value + 1, Reach));
        var last = Enumerable.Range(present.Value - Reach, Reach);
        return new[] { pending.Candidate }.OfType<MessageId>()
            .Concat(first.Concat(last).Where(number => number >= oldest && number < present.Value).Select(number => new MessageId(number)))
            .Distinct();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} deletes message {MessageId}, whose sending was never confirmed")]
    private partial void LogFound(JobId jobId, MessageId messageId);
}
