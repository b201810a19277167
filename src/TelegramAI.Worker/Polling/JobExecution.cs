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
    CancelWatch cancels,
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
    /// <returns>When the job that was set aside comes back; null where none was.</returns>
    public async Task<DateTimeOffset?> RunAsync(string worker, QueueMessage message, CancellationToken abort)
    {
        try
        {
            var job = JobMessage.Read(message);
            await using var lease = new JobLease(queue, ledger, cancels, message, job.Id, jobOptions.Value, options.Value, time, logger, abort);
            var settlement = await RunAsync(worker, job, lease, abort);
            await SettleAsync(message, job, lease, settlement);
            return settlement is Settlement.SetAside aside ? time.GetUtcNow() + aside.Delay : null;
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

        return null;
    }

    /// <summary>Gives a message back at once, whose job was not begun.</summary>
    public Task GiveBackAsync(QueueMessage message) => TryExtendAsync(message, TimeSpan.Zero);

    private async Task<Settlement> RunAsync(string worker, DownloadJob job, JobLease lease, CancellationToken abort)
    {
        using var activity = board.Take(worker, job.Id);
        var began = time.GetTimestamp();
        var outcome = "failed";
        long bytes = 0;
        try
        {
            var result = await RunThroughOutagesAsync(worker, job, activity, lease);
            outcome = result.Entry.State.ToString().ToLowerInvariant();
            bytes = result.Entry is { State: JobState.Delivered, StoredBytes: { } stored } ? stored : 0;
            return Settlement.Of(result);
        }
        catch (OperationCanceledException) when (lease.End is LeaseEnd.CancelRequested)
        {
            outcome = "cancelled";
            return await CancelAsync(worker, job, abort);
        }
        catch (OperationCanceledException) when (lease.End is not LeaseEnd.None)
        {
            outcome = lease.End is LeaseEnd.TookTooLong ? "timeout" : "returned";
            LogStopped(job.Id, lease.End);
            if (lease.End is LeaseEnd.TookTooLong)
                await NoteAsync(job.Id, $"It took longer than {jobOptions.Value.MaxMinutes} minutes");
            return new Settlement.Left(TimeSpan.Zero);
        }
        catch (JobTakenException exception)
        {
            // A second copy of the message, or the same one received twice. It is looked at again when the other run must have shown itself.
            outcome = "taken";
            LogTaken(exception, job.Id);
            return exception.AliveFor > TimeSpan.Zero ? new Settlement.Left(exception.AliveFor) : Abandon(lease);
        }
        catch (Exception exception)
        {
            // Not one of the failures that are foreseen: tried again by the queue, and dead-lettered after too many times.
            outcome = "error";
            LogFailed(exception, job.Id, job.Id.Short);
            await NoteAsync(job.Id, $"{exception.GetType().Name}: {exception.Message}");
            return new Settlement.Left(_backoff.After(lease.ReceiveCount));
        }
        finally
        {
            meter.Count(outcome, time.GetElapsedTime(began), bytes);
        }
    }

    private static Settlement.Done Abandon(JobLease lease)
    {
        lease.Abandon();
        return new Settlement.Done();
    }

    /// <summary>
    /// Ends a job that its reader cancelled: its ledger entry says so, and the next run sees it. Where the chat can't be told now, the slot
    /// is free all the same and the chat is told later.
    /// </summary>
    private async Task<Settlement> CancelAsync(string worker, DownloadJob job, CancellationToken abort)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var timer = new CancellationTokenSource(WorkerOptions.GiveBack, time);
        await using var end = timer.Token.Register(timeout.Cancel);
        var run = runner.RunAsync(job, worker, observer: null, timeout.Token);
        try
        {
            return Settlement.Of(await StoppingAsync(run, timeout.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException || Outage.Is(exception))
        {
            LogToldLater(exception, job.Id);
            return abort.IsCancellationRequested ? new Settlement.Left(TimeSpan.Zero) : new Settlement.SetAside(WorkerOptions.TellAgain);
        }
    }

    /// <summary>
    /// Runs the job, again and again while something that it needs can't be reached. Meanwhile it keeps its message and its slot: given
    /// back, the message would soon have been received too often, and with no free slot the worker asks for no other.
    /// </summary>
    private async Task<JobOutcome> RunThroughOutagesAsync(string worker, DownloadJob job, IJobActivity activity, JobLease lease)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await StoppingAsync(runner.RunAsync(job, worker, activity, lease.Token), lease.Token);
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
    private async Task<JobOutcome> StoppingAsync(Task<JobOutcome> run, CancellationToken stop)
    {
        var told = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        if (await Task.WhenAny(run, told) != run)
        {
            var timeout = Task.Delay(WorkerOptions.GiveBack, time, CancellationToken.None);
            if (await Task.WhenAny(run, timeout) == timeout)
                throw new OperationCanceledException(stop);
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

    private async Task SettleAsync(QueueMessage message, DownloadJob job, JobLease lease, Settlement settlement)
    {
        await lease.StopAsync();
        if (lease.End is LeaseEnd.Lost)
            return;

        switch (settlement)
        {
            case Settlement.Left left:
                await queue.ExtendAsync(message, left.Delay, CancellationToken.None);
                break;
            case Settlement.SetAside aside:
                // A new message counts as retrying and not as running, and its receives begin anew: waiting is no fault of the job's.
                await queue.SendAsync([job], aside.Delay, CancellationToken.None);
                await queue.CompleteAsync(message, CancellationToken.None);
                break;
            default:
                await queue.CompleteAsync(message, CancellationToken.None);
                break;
        }
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} is not a job; leaving it to the dead-letter queue")]
    private partial void LogUnreadable(Exception exception, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was settled too late; it will be delivered again, which does no harm")]
    private partial void LogReceiptExpired(Exception exception, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not settle message {MessageId}; it will be delivered again")]
    private partial void LogUnsettled(Exception exception, string messageId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Returned job {JobId} to the queue: {Reason}")]
    private partial void LogStopped(JobId jobId, LeaseEnd reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} was cancelled; its chat will be notified later")]
    private partial void LogToldLater(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is already running on another worker")]
    private partial void LogTaken(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} ({ShortId}) failed unexpectedly")]
    private partial void LogFailed(Exception exception, JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} can't reach a service that it needs; retrying in {Seconds:0.0} s")]
    private partial void LogOutage(Exception exception, JobId jobId, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not record why job {JobId} failed")]
    private partial void LogNotNoted(Exception exception, JobId jobId);
}
