using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Worker.Polling;

/// <summary>Runs the job of one message, keeps the message hidden meanwhile, and settles it at the end.</summary>
public sealed partial class JobExecution(
    IJobQueue queue,
    JobRunner runner,
    JobLedger ledger,
    IWorkerBoard board,
    IOptions<JobOptions> jobOptions,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<JobExecution> logger)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>Runs it. Never throws: a failure is settled with the queue, or left to its visibility.</summary>
    /// <param name="worker">The worker's name.</param>
    /// <param name="message">The message that was received.</param>
    /// <param name="abort">Gives the job back to the queue.</param>
    public async Task RunAsync(string worker, QueueMessage message, CancellationToken abort)
    {
        try
        {
            var job = JobMessage.Read(message);
            await using var lease = new JobLease(queue, ledger, message, job.Id, jobOptions.Value, options.Value, time, logger, abort);
            var retryAfter = await RunAsync(worker, job, lease);
            await SettleAsync(message, lease, retryAfter);
        }
        catch (JobMessageException exception)
        {
            // Nobody can run it: the queue's redrive takes it to the dead letters, where it can be looked at.
            LogUnreadable(exception, message.Id);
            await TryExtendAsync(message, _backoff.After(message.ReceiveCount));
        }
        catch (ReceiptExpiredException exception)
        {
            LogReceiptExpired(exception, message.Id);
        }
        catch (Exception exception)
        {
            LogUnsettled(exception, message.Id);
        }
    }

    /// <returns>When the job shall be delivered again; null where it has ended.</returns>
    private async Task<TimeSpan?> RunAsync(string worker, DownloadJob job, JobLease lease)
    {
        using var activity = board.Take(worker, job.Id);
        try
        {
            return (await runner.RunAsync(job, worker, activity, lease.Token)).RetryAfter;
        }
        catch (OperationCanceledException) when (lease.End is LeaseEnd.CancelRequested)
        {
            // The ledger says so too: the next run sees it and ends the job.
            return (await runner.RunAsync(job, worker, activity, CancellationToken.None)).RetryAfter;
        }
        catch (OperationCanceledException) when (lease.End is not LeaseEnd.None)
        {
            LogStopped(job.Id, lease.End);
            return TimeSpan.Zero;
        }
        catch (JobTakenException exception)
        {
            LogTaken(exception, job.Id);
            lease.Abandon();
            return null;
        }
        catch (Exception exception)
        {
            // Not one of the failures that are foreseen: tried again by the queue, and dead-lettered after too many times.
            LogFailed(exception, job.Id, job.Id.Short);
            return _backoff.After(lease.ReceiveCount);
        }
    }

    private async Task SettleAsync(QueueMessage message, JobLease lease, TimeSpan? retryAfter)
    {
        await lease.StopAsync();
        if (lease.End is LeaseEnd.Lost)
            return;

        if (retryAfter is { } delay)
            await queue.ExtendAsync(message, delay, CancellationToken.None);
        else
            await queue.CompleteAsync(message, CancellationToken.None);
    }

    private async Task TryExtendAsync(QueueMessage message, TimeSpan visibility)
    {
        try
        {
            await queue.ExtendAsync(message, visibility, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogUnsettled(exception, message.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} is no job; it is left to the dead letters")]
    private partial void LogUnreadable(Exception exception, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was settled too late: it is delivered again, which changes nothing")]
    private partial void LogReceiptExpired(Exception exception, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} could not be settled: it is delivered again")]
    private partial void LogUnsettled(Exception exception, string messageId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is given back: {Reason}")]
    private partial void LogStopped(JobId jobId, LeaseEnd reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} runs elsewhere")]
    private partial void LogTaken(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} ({ShortId}) failed in a way that is not foreseen")]
    private partial void LogFailed(Exception exception, JobId jobId, string shortId);
}
