using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Waiting;
using TelegramAI.Worker.Telemetry;

namespace TelegramAI.Worker.Polling;

/// <summary>Runs the job of one message, keeps the message hidden meanwhile, and settles it at the end.</summary>
public sealed partial class JobExecution(
    IJobQueue queue,
    JobRunner runner,
    JobLedger ledger,
    IWorkerBoard board,
    IOptions<JobOptions> jobOptions,
    IOptions<WorkerOptions> options,
    JobMeter meter,
    TimeProvider time,
    ILogger<JobExecution> logger)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private readonly Backoff _outageBackoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

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

    /// <summary>Gives a message back at once, whose job was not begun.</summary>
    public Task GiveBackAsync(QueueMessage message) => TryExtendAsync(message, TimeSpan.Zero);

    /// <returns>When the job shall be delivered again; null where it has ended.</returns>
    private async Task<TimeSpan?> RunAsync(string worker, DownloadJob job, JobLease lease)
    {
        using var activity = board.Take(worker, job.Id);
        var began = time.GetTimestamp();
        var outcome = "failed";
        long bytes = 0;
        try
        {
            var result = await RunPatientlyAsync(worker, job, activity, lease);
            outcome = result.Entry.State.ToString().ToLowerInvariant();
            bytes = result.Entry is { State: JobState.Delivered, StoredBytes: { } stored } ? stored : 0;
            return result.RetryAfter;
        }
        catch (OperationCanceledException) when (lease.End is LeaseEnd.CancelRequested)
        {
            // The ledger says so too: the next run sees it and ends the job.
            outcome = "cancelled";
            return (await runner.RunAsync(job, worker, activity, CancellationToken.None)).RetryAfter;
        }
        catch (OperationCanceledException) when (lease.End is not LeaseEnd.None)
        {
            outcome = lease.End is LeaseEnd.TookTooLong ? "timeout" : "returned";
            LogStopped(job.Id, lease.End);
            if (lease.End is LeaseEnd.TookTooLong)
                await NoteAsync(job.Id, $"It took longer than {jobOptions.Value.MaxMinutes} minutes");
            return TimeSpan.Zero;
        }
        catch (JobTakenException exception)
        {
            outcome = "taken";
            LogTaken(exception, job.Id);
            lease.Abandon();
            return null;
        }
        catch (Exception exception)
        {
            // Not one of the failures that are foreseen: tried again by the queue, and dead-lettered after too many times.
            outcome = "error";
            LogFailed(exception, job.Id, job.Id.Short);
            await NoteAsync(job.Id, $"{exception.GetType().Name}: {exception.Message}");
            return _backoff.After(lease.ReceiveCount);
        }
        finally
        {
            meter.Count(outcome, time.GetElapsedTime(began), bytes);
        }
    }

    /// <summary>
    /// Runs the job, again and again while something that it needs can't be reached. Meanwhile it keeps its message and its slot: given
    /// back, the message would soon have been received too often, and with no free slot the worker asks for no other.
    /// </summary>
    private async Task<JobOutcome> RunPatientlyAsync(string worker, DownloadJob job, IJobActivity activity, JobLease lease)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await StoppingAsync(runner.RunAsync(job, worker, activity, lease.Token), lease);
            }
            catch (Exception exception) when (Outage.Is(exception) && lease.End is LeaseEnd.None)
            {
                var wait = _outageBackoff.After(failures);
                LogOutage(exception, job.Id, wait.TotalSeconds);
                await Task.Delay(wait, time, lease.Token);
            }
        }
    }

    /// <summary>A run that was told to stop and does not is left to itself, so that its slot and its message are free again.</summary>
    private async Task<JobOutcome> StoppingAsync(Task<JobOutcome> run, JobLease lease)
    {
        var told = Task.Delay(Timeout.InfiniteTimeSpan, time, lease.Token);
        if (await Task.WhenAny(run, told) != run)
        {
            var patience = Task.Delay(WorkerOptions.GiveBack, time);
            if (await Task.WhenAny(run, patience) == patience)
                throw new OperationCanceledException(lease.Token);
        }

        return await run;
    }

    /// <summary>Keeps in the ledger why a run failed, for whoever finds the job among the dead letters.</summary>
    private async Task NoteAsync(JobId job, string error)
    {
        try
        {
            await ledger.NoteErrorAsync(job, error);
        }
        catch (Exception exception)
        {
            LogNotNoted(exception, job);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} can't reach what it needs, and goes on in {Seconds:0.0} s")]
    private partial void LogOutage(Exception exception, JobId jobId, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Why job {JobId} failed could not be noted")]
    private partial void LogNotNoted(Exception exception, JobId jobId);
}
