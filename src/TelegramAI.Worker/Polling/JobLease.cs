using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Polling;

/// <summary>Why a running job has to stop.</summary>
internal enum LeaseEnd
{
    None,

    /// <summary>The worker stops.</summary>
    Aborted,

    /// <summary>The job took longer than any may.</summary>
    TookTooLong,

    /// <summary>Somebody in the chat cancelled it.</summary>
    CancelRequested,

    /// <summary>The message is not this worker's any more.</summary>
    Lost,
}

/// <summary>
/// The right to run a message's job: extends the message's visibility while the job runs, and cancels the job when the right ends.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
/// </summary>
internal sealed partial class JobLease : IAsyncDisposable
{
    private readonly IJobQueue _queue;
    private readonly JobLedger _ledger;
    private readonly QueueMessage _message;
    private readonly JobId _job;
    private readonly JobOptions _jobOptions;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancelWatch _cancels;
    private readonly CancellationTokenSource _stopped = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _abort;
    private readonly ITimer _deadline;
    private readonly Task[] _loops;
    private Task _ending = Task.CompletedTask;
    private int _end;

    public JobLease(
        IJobQueue queue,
        JobLedger ledger,
        CancelWatch cancels,
        QueueMessage message,
        JobId job,
        JobOptions jobOptions,
        WorkerOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken abort)
    {
        (_queue, _ledger, _cancels, _message, _job, _jobOptions, _options, _time, _logger) =
            (queue, ledger, cancels, message, job, jobOptions, options, time, logger);

        _deadline = time.CreateTimer(
            static state => ((JobLease)state!).Finish(LeaseEnd.TookTooLong),
            this,
            TimeSpan.FromMinutes(jobOptions.MaxMinutes),
            Timeout.InfiniteTimeSpan);
        _abort = abort.Register(() => Finish(LeaseEnd.Aborted));
        _loops = [ExtendAsync(), WatchCancelAsync()];
    }

    /// <summary>Cancelled when the job has to stop.</summary>
    public CancellationToken Token => _ended.Token;

    public LeaseEnd End => (LeaseEnd)Volatile.Read(ref _end);

    public int ReceiveCount => _message.ReceiveCount;

    /// <summary>Leaves the message to whoever has its job now.</summary>
    public void Abandon() => Finish(LeaseEnd.Lost);

    /// <summary>Ends the extending, so that settling the message is the last that happens to it.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        await Task.WhenAll(_loops);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _abort.DisposeAsync();
        await _deadline.DisposeAsync();
        await _ending;
        _stopped.Dispose();
        _ended.Dispose();
    }

    private void Finish(LeaseEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, (int)end, (int)LeaseEnd.None) == (int)LeaseEnd.None)
            _ending = _ended.CancelAsync();
    }

    private async Task ExtendAsync()
    {
        // Three chances in each visibility, so that one lost call loses nothing. A job that was told to stop has still to be settled.
        var visibility = TimeSpan.FromSeconds(_jobOptions.VisibilitySeconds);
        while (await WaitAsync(visibility / 3) && End is not LeaseEnd.Lost)
        {
            try
            {
                await _queue.ExtendAsync(_message, visibility, _stopped.Token);
            }
            catch (ReceiptExpiredException exception)
            {
                LogLost(exception, _job);
                Finish(LeaseEnd.Lost);
                return;
            }
            catch (Exception exception) when (!_stopped.IsCancellationRequested)
            {
                LogExtendFailed(exception, _job);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task WatchCancelAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watched = _cancels.Watch(_job, () => told.TrySetResult());
        var often = TimeSpan.FromSeconds(_options.CancelPollSeconds);
        while (await WaitAsync(_cancels.Hears ? WorkerOptions.LookBesideSignals : often, told.Task) && End is LeaseEnd.None)
        {
            try
            {
                if (await _ledger.FindAsync(_job, _stopped.Token) is { CancelRequested: true, HasEnded: false })
                    Finish(LeaseEnd.CancelRequested);
            }
            catch (Exception exception) when (!_stopped.IsCancellationRequested)
            {
                LogLedgerFailed(exception, _job);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            // The ledger may have been away when the signal came, or there are no signals any more.
            if (told.Task.IsCompleted && !await WaitAsync(often))
                return;
        }
    }

    /// <returns>False where the lease ends.</returns>
    private async Task<bool> WaitAsync(TimeSpan wait, Task? orUntil = null)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        var delay = Task.Delay(wait, _time, over.Token);
        await Task.WhenAny(delay, orUntil ?? delay);
        await over.CancelAsync();
        return !_stopped.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the message of job {JobId}; stopping the job")]
    private partial void LogLost(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not extend the visibility of job {JobId}; retrying")]
    private partial void LogExtendFailed(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not read the ledger entry of job {JobId}")]
    private partial void LogLedgerFailed(Exception exception, JobId jobId);
}
