using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;

namespace TelegramAI.Core.Steps;

/// <summary>Ends the jobs that were received too often: tells their chats once, with the id that finds the job, and marks the ledger.</summary>
public sealed partial class DeadLetterHandler(JobLedger ledger, IChat chat, TimeProvider time, ILogger<DeadLetterHandler> logger)
{
    private const string Worker = "dead-letters";

    private readonly JobVoice _voice = new(chat, time, logger);

    /// <summary>Handles a message of the dead-letter queue; when it returns, the message may be deleted. Handling it again changes nothing.</summary>
    /// <exception cref="ChatException">The chat was not told; the message is to be handled again.</exception>
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
        var run = await ledger.BeginAsync(job, Worker, cancellationToken);
        if (run.Entry.HasEnded)
            return;

        LogGaveUp(job.Id, job.Id.Short);

        // Said in the job's own message where it has one: saying it twice leaves one.
        await _voice.SayAsync(run, JobTexts.GaveUp(job.Id), cancellationToken);
        await run.UpdateAsync(
            entry => entry.Ended(JobState.Failed, time.GetUtcNow()) with { Failure = JobTexts.GaveUp(job.Id), Error = entry.Error ?? Silence(entry.Runs - 1) },
            cancellationToken);
    }

    /// <summary>Why a job was given up whose runs had no time to say so.</summary>
    private static string Silence(int runs) => runs switch
    {
        0 => "No run of it began",
        1 => "Its only run ended without a word: its worker was lost",
        _ => $"{runs} runs of it began, and the last ended without a word: its worker was lost",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} ({ShortId}) was given up after too many tries")]
    private partial void LogGaveUp(JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dead letter {MessageId} is no job, and is dropped")]
    private partial void LogUnreadable(Exception exception, string messageId);
}
