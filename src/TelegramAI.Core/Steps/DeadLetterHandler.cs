using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;

namespace TelegramAI.Core.Steps;

/// <summary>Ends the jobs that were received too often: tells their chats once, with the id that finds the job, and marks the ledger.</summary>
public sealed partial class DeadLetterHandler
{
    private const string Worker = "dead-letters";

    /// <summary>As long as a worker's run counts as alive by default.</summary>
    private static readonly TimeSpan Alive = new JobOptions().Alive;

    private readonly JobLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger<DeadLetterHandler> _logger;
    private readonly JobMessages _messages;
    private readonly BatchMessage _batches;

    public DeadLetterHandler(JobLedger ledger, IChat chat, ChatGate gate, TimeProvider time, ILogger<DeadLetterHandler> logger)
    {
        (_ledger, _time, _logger) = (ledger, time, logger);
        _messages = new JobMessages(chat, gate, time, logger);
        _batches = new BatchMessage(ledger, _messages, new StepOptions().NotifyAfter, time, logger);
    }

    /// <summary>Handles a message of the dead-letter queue; when it returns, the message may be deleted. Handling it again changes nothing.</summary>
    /// <exception cref="ChatException">The chat was not told; the message is to be handled again.</exception>
    /// <exception cref="JobTakenException">A run of the job is alive; the message is to be handled again, when it is known how that ended.</exception>
    public async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken = default)
    {
        DownloadJob job;
        try
        {
            job = JobMessage.Read(message);
        }
        catch (JobMessageException exception)
        {
            // It names no chat that could be told.
            LogUnreadable(exception, message.Id);
            return;
        }

        using var activity = ServiceTrace.Continue("dead-letter", ActivityKind.Consumer, job.Trace);
        activity?.SetTag("job.id", job.Id.ToString()).SetTag("job.short_id", job.Id.Short);
        var ended = await EndAsync(job, cancellationToken);
        if (job.BatchSize is not null)
            await _batches.CountAsync(ended, Worker, cancellationToken);
    }

    private async Task<JobEntry> EndAsync(DownloadJob job, CancellationToken cancellationToken)
    {
        await using var run = await _ledger.BeginAsync(job, Worker, Alive, cancellationToken);
        if (run.Entry.HasEnded)
            return run.Entry;

        LogGaveUp(job.Id, job.Id.Short);

        // Said in the job's own message where it has one: saying it twice leaves one.
        var words = JobTexts.GaveUp(run.Entry);
        try
        {
            await _messages.EndAsync(
                run, JobState.Failed, words, entry => entry with { Failure = words, Error = entry.Error ?? Silence(entry.Runs - 1) }, cancellationToken);
        }
        catch (ChatRefusedException refused)
        {
            // The same words would be refused each time, for as long as the queue keeps the message.
            LogNotSaid(refused, job.Id, job.Id.Short);
            await run.UpdateAsync(
                entry => entry.Ended(JobState.Failed, _time.GetUtcNow()) with { Failure = words, Error = entry.Error ?? $"The chat refused its last word: {refused.Message}" },
                cancellationToken);
        }

        return run.Entry;
    }

    /// <summary>Why a job was given up whose runs had no time to say so.</summary>
    private static string Silence(int runs) => runs switch
    {
        0 => "No run of it began",
        1 => "Its only run ended without a word: its worker was lost",
        _ => $"{runs} runs of it began, and the last ended without a word: its worker was lost",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave up on job {JobId} ({ShortId}) after too many attempts")]
    private partial void LogGaveUp(JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave up on job {JobId} ({ShortId}), and its chat could not be notified")]
    private partial void LogNotSaid(Exception exception, JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dead letter {MessageId} is not a job; dropping it")]
    private partial void LogUnreadable(Exception exception, string messageId);
}
