using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Cancels jobs. A job that runs is stopped by its worker, which is sent a signal and finds the wish in the ledger. A job that waits is ended here: no
/// worker may look at it for an hour.
/// </summary>
public sealed partial class JobCancellation : IJobCancellation
{
    private const string Worker = "cancel";

    /// <summary>Longer than it may take.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(20);

    /// <summary>The button shows that it waits for its answer.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private const int AtOnce = 10;

    private readonly JobLedger _ledger;
    private readonly ICancelSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger<JobCancellation> _logger;
    private readonly JobMessages _messages;
    private readonly BatchMessage _batches;
    private readonly BatchProgress _batchProgress;

    public JobCancellation(
        JobLedger ledger, ICancelSignals signals, IChat chat, ChatGate gate, TimeProvider time, ILogger<JobCancellation> logger)
    {
        (_ledger, _signals, _time, _logger) = (ledger, signals, time, logger);
        _messages = new JobMessages(chat, gate, time, logger);
        _batches = new BatchMessage(ledger, _messages, new StepOptions().NotifyAfter, time, logger);
        _batchProgress = new BatchProgress(ledger, chat, time, logger);
    }

    /// <inheritdoc/>
    public async Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default)
    {
        if (await _ledger.RequestCancelAsync(job, cancellationToken) is not { } entry)
            return false;

        LogRequested(job, user);
        if (entry.Batch is { } batch)
            await EndAllAsync(entry.Job, batch, cancellationToken);
        else
            await TryEndAsync(job, cancellationToken);

        return true;
    }

    /// <summary>Ends those of several jobs that wait, and asks the workers of those that run.</summary>
    private async Task EndAllAsync(DownloadJob job, BatchTally batch, CancellationToken cancellationToken)
    {
        var unbegun = new ConcurrentBag<BatchResult>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, batch.Jobs).Except(batch.Results.Where(result => result.State is not JobState.Retrying).Select(result => result.Number)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (number, cancellation) =>
            {
                var one = job.Id with { Number = number };
                if (number <= batch.Requests.Count
                    && await _ledger.TryCancelUnbegunAsync(job with { Id = one, Request = batch.Requests[number - 1], BatchSize = batch.Jobs }, cancellation))
                {
                    unbegun.Add(new BatchResult(number, JobState.Cancelled));
                }
                else if (await _ledger.RequestCancelAsync(one, cancellation) is not null)
                {
                    await TryEndAsync(one, cancellation);
                }
            });
        await TryTellAsync(
            job.Id,
            async token =>
            {
                await _batches.CountAsync(job.Id, [.. unbegun], create: null, Worker, token);
                await _batchProgress.ShowAsync(job.Id, token);
            },
            cancellationToken);
    }

    private Task TryEndAsync(JobId id, CancellationToken cancellationToken) => TryTellAsync(
        id,
        async token =>
        {
            if (await _ledger.FindAsync(id, token) is not { HasEnded: false, Job: var job })
                return;

            JobEntry ended;
            await using (var run = await _ledger.BeginAsync(job, Worker, Alive, token))
            {
                if (!run.Entry.HasEnded)
                    await _messages.EndAsync(run, JobState.Cancelled, JobTexts.Cancelled, entry => entry with { Failure = null }, token);

                ended = run.Entry;
            }

            if (job.BatchSize is not null)
                await _batches.CountAsync(ended, Worker, token);
        },
        cancellationToken);

    /// <summary>Does what the button waits for, or leaves it to a worker.</summary>
    private async Task TryTellAsync(JobId id, Func<CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await tell(both.Token);
        }
        catch (JobTakenException)
        {
            await SignalAsync(id, both.Token);
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogLeft(exception, id);
        }
    }

    /// <summary>Has the worker of a running job look in the ledger now. Without the signal it does so within seconds.</summary>
    private async Task SignalAsync(JobId id, CancellationToken cancellationToken)
    {
        try
        {
            await _signals.SendAsync(id, cancellationToken);
        }
        catch (Exception exception)
        {
            LogNotSignalled(exception, id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} cancels job {JobId}")]
    private partial void LogRequested(JobId jobId, UserId userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not signal the cancellation of job {JobId}; its worker looks by itself within seconds")]
    private partial void LogNotSignalled(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} was cancelled while waiting; a worker will notify its chat")]
    private partial void LogLeft(Exception exception, JobId jobId);
}
