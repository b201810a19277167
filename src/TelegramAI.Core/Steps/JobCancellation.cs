using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Cancels jobs. A job that runs is stopped by its worker, which looks for the wish in the ledger. A job that waits is ended here: no
/// worker may look at it for an hour.
/// </summary>
public sealed partial class JobCancellation(JobLedger ledger, IChat chat, ChatGate gate, TimeProvider time, ILogger<JobCancellation> logger)
    : IJobCancellation
{
    private const string Worker = "cancel";

    /// <summary>Longer than it may take.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(20);

    /// <summary>The button shows that it waits for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly JobMessages _messages = new(chat, gate, time, logger);

    /// <inheritdoc/>
    public async Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default)
    {
        if (!await ledger.RequestCancelAsync(job, cancellationToken))
            return false;

        LogRequested(job, user);
        await TryEndAsync(job, cancellationToken);
        return true;
    }

    private async Task TryEndAsync(JobId id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            if (await ledger.FindAsync(id, both.Token) is not { HasEnded: false, Job: var job })
                return;

            await using var run = await ledger.BeginAsync(job, Worker, Alive, both.Token);
            if (!run.Entry.HasEnded)
                await _messages.EndAsync(run, JobState.Cancelled, JobTexts.Cancelled, entry => entry with { Failure = null }, both.Token);
        }
        catch (JobTakenException)
        {
            // It runs, and its worker stops it.
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogLeft(exception, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} cancels job {JobId}")]
    private partial void LogRequested(JobId jobId, UserId userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} was cancelled while it waits, and a worker tells its chat when its time comes")]
    private partial void LogLeft(Exception exception, JobId jobId);
}
