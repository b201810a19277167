using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Core.Batches;

/// <summary>
/// The one message of several jobs that were asked for together: it counts them, and the end of the last one notifies. Its entry in the
/// ledger is that of a job with the number 0, so its message is sent as safely as any other.
/// </summary>
internal sealed partial class BatchMessage(JobLedger ledger, JobMessages messages, TimeSpan notifyAfter, TimeProvider time, ILogger logger)
{
    /// <summary>For how long whoever says the last word counts as alive after its last sign.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(30);

    /// <summary>Notes that a job runs.</summary>
    /// <returns>Whether that changes what the message says.</returns>
    public async Task<bool> BeginAsync(DownloadJob job, CancellationToken cancellationToken)
    {
        var isNews = false;
        await ledger.ChangeAsync(
            job.Id.Batch,
            entry =>
            {
                var resumed = entry.Batch?.Resumed(job.Id.Number);
                isNews = entry.State is JobState.Waiting || !ReferenceEquals(entry.Batch, resumed);
                return isNews ? Running(entry, resumed) : entry;
            },
            create: () => EntryOf(job),
            cancellationToken);
        return isNews;
    }

    /// <summary>Counts a job that has ended or waits for another try, and says the last word where it was the last. Doing it again changes nothing.</summary>
    /// <exception cref="ChatBusyException">The chat is to be told later: this is to be done again then.</exception>
    /// <exception cref="JobTakenException">Somebody says the last word now: this is to be done again, in case they do not come to its end.</exception>
    public async Task CountAsync(JobEntry job, string worker, CancellationToken cancellationToken)
    {
        if (BatchResult.Of(job) is { } result)
            await CountAsync(job.Job.Id.Batch, [result], () => EntryOf(job.Job), worker, cancellationToken);
    }

    /// <summary>Counts jobs that have ended.</summary>
    /// <param name="batch">Whose they are.</param>
    /// <param name="results">How they ended.</param>
    /// <param name="create">The entry where there is none; null to make none.</param>
    /// <param name="worker">Who counts them.</param>
    /// <param name="cancellationToken">Leaves the last word to somebody else.</param>
    /// <exception cref="ChatBusyException">The chat is to be told later.</exception>
    /// <exception cref="JobTakenException">Somebody says the last word now.</exception>
    public async Task CountAsync(
        JobId batch, IReadOnlyList<BatchResult> results, Func<JobEntry>? create, string worker, CancellationToken cancellationToken)
    {
        var counted = await ledger.ChangeAsync(
            batch,
            entry => entry.Batch is { } tally && results.Aggregate(tally, (sum, result) => sum.With(result)) is var sum && !ReferenceEquals(tally, sum)
                ? Running(entry, sum)
                : entry,
            create,
            cancellationToken);
        if (counted is { HasEnded: false, Batch.IsComplete: true })
            await EndAsync(counted.Job, worker, cancellationToken);
    }

    /// <summary>The bot, which has sent the message, has nothing more to do with it.</summary>
    private static JobEntry Running(JobEntry entry, BatchTally? tally) =>
        entry with { State = JobState.Running, Batch = tally, AliveAt = entry.State is JobState.Waiting ? null : entry.AliveAt };

    private JobEntry EntryOf(DownloadJob job) => new()
    {
        Job = job with { Id = job.Id.Batch, BatchSize = null },
        State = JobState.Running,
        Run = "",
        Runs = 0,
        StartedAt = time.GetUtcNow(),
        Batch = new BatchTally { Jobs = job.BatchSize ?? 1 },
    };

    private async Task EndAsync(DownloadJob batch, string worker, CancellationToken cancellationToken)
    {
        await using var run = await ledger.BeginAsync(batch, worker, Alive, cancellationToken);
        if (run.Entry is not { HasEnded: false, Batch: { } tally })
            return;

        var isCancelled = run.Entry.CancelRequested;
        var words = new ChatText(BatchTexts.End(tally, isCancelled));
        try
        {
            if (!isCancelled && time.GetUtcNow() - batch.RequestedAt >= notifyAfter)
                await NotifyAsync(run, words, cancellationToken);
            else
                await messages.SayAsync(run, words, cancellationToken);

            await messages.CleanAsync(run, cancellationToken);
        }
        catch (Exception exception) when (exception is ChatGoneException or ChatRefusedException or ChatDeletesMessagesException)
        {
            LogNotSaid(exception, batch.Id);
        }

        await run.UpdateAsync(
            entry => entry.Ended(isCancelled ? JobState.Cancelled : JobState.Delivered, time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Says the last word in a new message, because an edit notifies nobody.</summary>
    private async Task NotifyAsync(JobRun run, ChatText words, CancellationToken cancellationToken)
    {
        if (!run.Entry.HasNotified)
        {
            await run.NoteSendingAsync(
                (entry, next) => entry with { HasNotified = true, Pending = entry.Progress is null ? entry.Pending : next }, cancellationToken);
        }

        // With its button a message whose sending was never confirmed can be found. Taking that marks no message as edited.
        if (run.Entry.Progress is null || JobMessages.HasToArrive(run.Entry))
            await messages.ArriveAsync(run, words with { Cancels = run.Entry.Job.Id }, cancellationToken);

        await messages.TakeButtonsAsync(run, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not notify the chat that batch {JobId} has ended")]
    private partial void LogNotSaid(Exception exception, JobId jobId);
}
