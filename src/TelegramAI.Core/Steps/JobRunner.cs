using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Runs a job: a straight line of steps, each checkpointed in the ledger, so that a redelivered job goes on after its last finished
/// step. A step may run twice; its effect may not.
/// </summary>
public sealed partial class JobRunner
{
    private readonly JobLedger _ledger;
    private readonly ChatGate _gate;
    private readonly JobMessages _messages;
    private readonly JobSteps _steps;
    private readonly BatchMessage _batches;
    private readonly BatchProgress _batchProgress;
    private readonly TimeSpan _alive;
    private readonly TimeProvider _time;
    private readonly ILogger<JobRunner> _logger;

    public JobRunner(
        JobLedger ledger,
        VideoLibrary library,
        IVideoSource source,
        IChat chat,
        ChatGate gate,
        IOptions<StepOptions> options,
        IOptions<VideoOptions> videoOptions,
        IOptions<JobOptions> jobOptions,
        TimeProvider time,
        ILogger<JobRunner> logger)
    {
        (_ledger, _gate, _time, _logger) = (ledger, gate, time, logger);
        _messages = new JobMessages(chat, gate, time, logger);
        var pace = new ChatPace(options.Value.ProgressInterval, time);
        var delivery = new JobDelivery(chat, _messages, library, pace, options, videoOptions, time, logger);
        _steps = new JobSteps(library, source, chat, _messages, delivery, pace, options.Value.ProgressInterval, time, logger);
        _batches = new BatchMessage(ledger, _messages, options.Value.NotifyAfter, time, logger);
        _batchProgress = new BatchProgress(ledger, chat, time, logger);
        _alive = jobOptions.Value.Alive;
    }

    /// <summary>Runs a job from its last finished step on, or ends it where somebody asked to cancel it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="worker">The name of the worker that runs it.</param>
    /// <param name="observer">Learns how far the job is.</param>
    /// <param name="cancellationToken">Stops the run, which another one may resume.</param>
    /// <exception cref="JobTakenException">Another run of the job is alive, or has begun.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<JobOutcome> RunAsync(
        DownloadJob job,
        string worker,
        IProgress<JobProgress>? observer = null,
        CancellationToken cancellationToken = default)
    {
        using var activity = ServiceTrace.Continue("job", ActivityKind.Consumer, job.Trace);
        activity?.SetTag("job.id", job.Id.ToString()).SetTag("job.short_id", job.Id.Short).SetTag("worker", worker);
        try
        {
            var outcome = await RunInBatchAsync(job, worker, observer, cancellationToken);
            activity?.SetTag("job.state", outcome.Entry.State.ToString()).SetTag("job.run", outcome.Entry.Runs);
            return outcome;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    private async Task<JobOutcome> RunInBatchAsync(DownloadJob job, string worker, IProgress<JobProgress>? observer, CancellationToken cancellationToken)
    {
        if (job.BatchSize is null)
            return await RunOwnedAsync(job, worker, observer, cancellationToken);

        if (await _batches.BeginAsync(job, cancellationToken))
            _ = _batchProgress.PlanAsync(job.Id.Batch);

        var outcome = await RunOwnedAsync(job, worker, observer, cancellationToken);
        try
        {
            // The job's message is settled only afterwards: a worker that dies before this is done has a successor.
            await _batches.CountAsync(outcome.Entry, worker, cancellationToken);
        }
        catch (ChatBusyException busy)
        {
            return outcome with { RetryAfter = busy.RetryAfter };
        }

        _ = _batchProgress.PlanAsync(job.Id.Batch);
        return outcome;
    }

    private async Task<JobOutcome> RunOwnedAsync(DownloadJob job, string worker, IProgress<JobProgress>? observer, CancellationToken cancellationToken)
    {
        await using var run = await _ledger.BeginAsync(job, worker, _alive, cancellationToken);
        if (run.Entry.HasEnded)
        {
            LogEndedBefore(job.Id, run.Entry.State);
            return new JobOutcome(run.Entry);
        }

        // The queue's longest delay may be shorter than the wait.
        if (run.Entry is { CancelRequested: false, NotBefore: { } due } && due - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            return new JobOutcome(run.Entry, wait);

        try
        {
            if (run.Entry.CancelRequested)
                return await CancelAsync(run, cancellationToken);

            if (await _gate.FindPauseAsync(run.Entry.Chat, cancellationToken) is var pause && pause > ChatGate.ShortPause)
                throw new ChatBusyException(pause);

            return await TakeStepsAsync(run, observer, cancellationToken);
        }
        catch (ChatBusyException busy)
        {
            return await SetAsideAsync(run, busy, busy.RetryAfter, cancellationToken);
        }
        catch (VideoBeingStoredException elsewhere)
        {
            return await SetAsideAsync(run, elsewhere, elsewhere.RetryAfter, cancellationToken);
        }
        catch (ChatGoneException gone)
        {
            LogChatGone(gone, job.Id, job.Id.Short);
            var reason = gone is ChatRightsException ? "The chat does not let the bot write" : "The chat is gone, or its owner has blocked the bot";
            await EndAsync(run, reason, cancellationToken);
            return new JobOutcome(run.Entry);
        }
        catch (ChatDeletesMessagesException exception)
        {
            LogChatGone(exception, job.Id, job.Id.Short);
            await EndAsync(run, exception.Message, cancellationToken);
            return new JobOutcome(run.Entry);
        }
    }

    /// <summary>Takes the steps, again at once where a failure is worth that.</summary>
    private async Task<JobOutcome> TakeStepsAsync(JobRun run, IProgress<JobProgress>? observer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _steps.TakeAsync(run, observer, cancellationToken);
                LogDelivered(run.Entry.Job.Id, run.Entry.Job.Id.Short);
                return new JobOutcome(run.Entry);
            }
            catch (VideoException failure)
            {
                if (await FailAsync(run, failure, cancellationToken) is not { } retryAfter)
                    return new JobOutcome(run.Entry);

                if (retryAfter > TimeSpan.Zero)
                    return new JobOutcome(run.Entry, retryAfter);
            }
        }
    }

    private async Task<JobOutcome> CancelAsync(JobRun run, CancellationToken cancellationToken)
    {
        LogCancelled(run.Entry.Job.Id, run.Entry.Job.Id.Short);
        await _messages.EndAsync(run, JobState.Cancelled, JobTexts.Cancelled, entry => entry with { Failure = null }, cancellationToken);
        return new JobOutcome(run.Entry);
    }

    /// <summary>Gives the slot to another job for as long as this one has to wait, and keeps what is done. Not all jobs come back at once.</summary>
    private async Task<JobOutcome> SetAsideAsync(JobRun run, Exception reason, TimeSpan retryAfter, CancellationToken cancellationToken)
    {
        var spread = TimeSpan.FromSeconds(Random.Shared.NextDouble() * Math.Min(10, retryAfter.TotalSeconds / 10));
        var until = _time.GetUtcNow() + retryAfter + spread;
        if (run.Entry.NotBefore is { } later && later > until)
            until = later;

        LogSetAside(run.Entry.Job.Id, run.Entry.Job.Id.Short, retryAfter.TotalSeconds, reason.Message);
        await run.UpdateAsync(
            entry => entry with
            {
                State = JobState.Retrying,
                NotBefore = until,
                AliveAt = null,

                // The next run need not search for a message that was never sent.
                Pending = !run.HasSpoken && string.Equals(entry.Pending?.Run, entry.Run, StringComparison.Ordinal) ? null : entry.Pending,
            },
            cancellationToken);
        return new JobOutcome(run.Entry, until - _time.GetUtcNow());
    }

    /// <summary>Decides by the failure's own <see cref="Retry"/> whether the job is tried again, and tells the chat.</summary>
    /// <returns>When to try again; null where the job has ended.</returns>
    private async Task<TimeSpan?> FailAsync(JobRun run, VideoException failure, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        var failures = run.Entry.Failures + 1;
        LogFailure(failure, job.Id, job.Id.Short, failures);

        if (failure.Retry.DelayAfter(failures) is not { } delay)
        {
            var sentence = JobTexts.Failed(run.Entry, failure.Sentence);
            await _messages.EndAsync(run, JobState.Failed, sentence, entry => entry with { Failure = sentence }, cancellationToken);
            return null;
        }

        // What was resolved may be what fails: it is found again at the next try.
        var isNow = delay < TimeSpan.FromSeconds(1);
        var at = _time.GetUtcNow() + delay;
        var again = JobTexts.Again(run.Entry, failure.Sentence, isNow ? null : at);
        await run.UpdateAsync(
            entry => entry with
            {
                State = isNow ? JobState.Running : JobState.Retrying,
                NotBefore = isNow ? null : at,
                Failures = failures,
                Failure = again,
                Resolved = null,
                StoredBytes = null,
            },
            cancellationToken);
        await _messages.SayAsync(run, new ChatText(again, Cancels: job.Id) { OffersRetry = !isNow }, cancellationToken);
        return delay;
    }

    private Task EndAsync(JobRun run, string failure, CancellationToken cancellationToken) =>
        run.UpdateAsync(entry => entry.Ended(JobState.Failed, _time.GetUtcNow()) with { Failure = failure }, cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} ({ShortId}) is delivered")]
    private partial void LogDelivered(JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} had ended before: {State}")]
    private partial void LogEndedBefore(JobId jobId, JobState state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} ({ShortId}) was cancelled")]
    private partial void LogCancelled(JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} ({ShortId}) failed ({Failures} failures so far)")]
    private partial void LogFailure(Exception exception, JobId jobId, string shortId, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} ({ShortId}) can't be delivered: its chat is gone")]
    private partial void LogChatGone(Exception exception, JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} ({ShortId}) is set aside for {Seconds:0} s: {Reason}")]
    private partial void LogSetAside(JobId jobId, string shortId, double seconds, string reason);
}
