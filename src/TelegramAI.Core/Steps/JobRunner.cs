using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Runs a job: a straight line of steps, each checkpointed in the ledger, so that a redelivered job goes on after its last finished
/// step. A step may run twice; its effect may not.
/// </summary>
public sealed partial class JobRunner(
    JobLedger ledger,
    VideoLibrary library,
    IVideoSource source,
    IChat chat,
    IOptions<StepOptions> options,
    IOptions<VideoOptions> videoOptions,
    TimeProvider time,
    ILogger<JobRunner> logger)
{
    /// <summary>Says what must arrive. Progress goes by the chat itself: an edit that is late is worth nothing.</summary>
    private readonly PatientChat _patient = new(chat, time, logger);

    private readonly JobVoice _voice = new(chat, time, logger);

    private readonly ChatPace _pace = new(options.Value.ProgressInterval, time);

    /// <summary>Runs a job from its last finished step on, or ends it where somebody asked to cancel it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="worker">The name of the worker that runs it.</param>
    /// <param name="observer">Learns how far the job is.</param>
    /// <param name="cancellationToken">Stops the run, which another one may resume.</param>
    /// <exception cref="JobTakenException">Another run of the job has begun.</exception>
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
            var outcome = await RunOnceAsync(job, worker, observer, cancellationToken);
            activity?.SetTag("job.state", outcome.Entry.State.ToString()).SetTag("job.run", outcome.Entry.Runs);
            return outcome;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    private async Task<JobOutcome> RunOnceAsync(DownloadJob job, string worker, IProgress<JobProgress>? observer, CancellationToken cancellationToken)
    {
        var run = await ledger.BeginAsync(job, worker, cancellationToken);
        if (run.Entry.HasEnded)
        {
            LogEndedBefore(job.Id, run.Entry.State);
            return new JobOutcome(run.Entry);
        }

        if (run.Entry.CancelRequested)
            return await CancelAsync(run, cancellationToken);

        while (true)
        {
            try
            {
                await RunStepsAsync(run, worker, observer, cancellationToken);
                LogDelivered(job.Id, job.Id.Short);
                return new JobOutcome(run.Entry);
            }
            catch (VideoException failure)
            {
                if (await FailAsync(run, failure, cancellationToken) is not { } retryAfter)
                    return new JobOutcome(run.Entry);

                if (retryAfter > TimeSpan.Zero)
                    return new JobOutcome(run.Entry, retryAfter);
            }
            catch (ChatGoneException gone)
            {
                LogChatGone(gone, job.Id, job.Id.Short);
                await EndAsync(run, JobState.Failed, "The chat is gone, or its owner has blocked the bot", cancellationToken);
                return new JobOutcome(run.Entry);
            }
        }
    }

    private async Task<JobOutcome> CancelAsync(JobRun run, CancellationToken cancellationToken)
    {
        LogCancelled(run.Entry.Job.Id, run.Entry.Job.Id.Short);
        await _voice.SayAsync(run, JobTexts.Cancelled, cancellationToken);
        await EndAsync(run, JobState.Cancelled, failure: null, cancellationToken);
        return new JobOutcome(run.Entry);
    }

    private async Task RunStepsAsync(JobRun run, string worker, IProgress<JobProgress>? observer, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        var message = run.Entry.Progress ?? await AnnounceAsync(run, cancellationToken);

        ResolvedVideo video;
        VideoManifest manifest;
        await using (var shown = new ProgressMessage(chat, job.Id, message, _pace, time, logger))
        {
            void Report(JobProgress progress)
            {
                shown.Report(progress);
                observer?.Report(progress);
            }

            Report(new JobProgress(JobStep.Resolve));
            video = run.Entry.Resolved ?? await TraceAsync(JobStep.Resolve, () => source.ResolveAsync(job.Request, cancellationToken));
            await CheckpointAsync(run, JobStep.Resolve, entry => entry with { Resolved = video }, cancellationToken);

            Report(new JobProgress(JobStep.Store, video.Title));
            var download = new Reporting<DownloadProgress>(done => Report(new JobProgress(JobStep.Store, video.Title, done)));
            manifest = await TraceAsync(JobStep.Store, () => library.StoreAsync(video, worker, download, cancellationToken));
            await CheckpointAsync(run, JobStep.Store, entry => entry with { StoredBytes = manifest.Bytes }, cancellationToken);

            Report(new JobProgress(JobStep.Deliver, video.Title));
        }

        var delivered = await TraceAsync(JobStep.Deliver, () => DeliverAsync(run, video, manifest, cancellationToken));
        await CheckpointAsync(run, JobStep.Deliver, entry => entry.Ended(JobState.Delivered, time.GetUtcNow()) with { Delivered = delivered }, cancellationToken);
    }

    /// <summary>Does a step's work as a part of the job's trace, with what it throws.</summary>
    private static async Task<T> TraceAsync<T>(JobStep step, Func<Task<T>> work)
    {
        using var activity = ServiceTrace.Start(step.ToString().ToLowerInvariant());
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    private async Task CheckpointAsync(JobRun run, JobStep step, Func<JobEntry, JobEntry> result, CancellationToken cancellationToken)
    {
        await run.UpdateAsync(result, cancellationToken);
        LogStep(run.Entry.Job.Id, step);
    }

    private async Task<MessageId> AnnounceAsync(JobRun run, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        var text = new ChatText(JobTexts.Of(new JobProgress(JobStep.Resolve)), Cancels: job.Id);
        var message = await _patient.SendAsync(job.Place, text, cancellationToken);
        await run.UpdateAsync(entry => entry with { Progress = message }, cancellationToken);
        return message;
    }

    /// <summary>
    /// Turns the progress message into the video. Editing a message to what it is already changes nothing, so a delivery that is
    /// done twice (the worker was killed between the chat's answer and the checkpoint) leaves one video; sending could not.
    /// </summary>
    private async Task<Delivery> DeliverAsync(JobRun run, ResolvedVideo video, VideoManifest manifest, CancellationToken cancellationToken)
    {
        var message = run.Entry.Progress!.Value;
        ReadOnlyMemory<byte>? thumbnail = null;
        while (true)
        {
            try
            {
                if (manifest.FileId is null)
                    thumbnail ??= await library.FindThumbnailAsync(manifest.Key.Id, cancellationToken);

                var shown = ToShow(video, manifest) with { Thumbnail = thumbnail };
                var fileId = await _patient.ShowVideoAsync(run.Entry.Job.Chat, message, shown, cancellationToken);
                await library.RememberFileIdAsync(manifest.Key, fileId, cancellationToken);
                await library.RememberChoiceAsync(video, videoOptions.Value.HeightOf(run.Entry.Job.Request.MaxHeight), cancellationToken);
                return new Delivery(fileId, AsLink: false);
            }
            catch (ChatFileGoneException) when (manifest.FileId is not null)
            {
                await library.RememberFileIdAsync(manifest.Key, fileId: null, cancellationToken);
                manifest = manifest with { FileId = null };
            }
            catch (ChatMessageGoneException)
            {
                message = await AnnounceAsync(run, cancellationToken);
            }
            catch (ChatFileTooLargeException)
            {
                var link = library.Link(manifest.Key, TimeSpan.FromHours(videoOptions.Value.LinkHours));
                await _voice.SayAsync(run, JobTexts.Link(video, manifest.Bytes, link, link.Until - time.GetUtcNow()), cancellationToken);
                return new Delivery(FileId: null, AsLink: true);
            }
        }
    }

    private ChatVideo ToShow(ResolvedVideo video, VideoManifest manifest) => new()
    {
        FileName = $"{manifest.Key.Id}-{manifest.Key.Format}",
        Caption = VideoCaption.Of(video.Title, video.Author, video.Note),
        Duration = manifest.Duration,
        Width = manifest.Width,
        Height = manifest.Height,
        Bytes = manifest.Bytes,
        FileId = manifest.FileId,
        OpenAsync = token => library.OpenAsync(manifest.Key, token),
    };

    /// <summary>Decides by the failure's own <see cref="Retry"/> whether the job is tried again, and tells the chat.</summary>
    /// <returns>When to try again; null where the job has ended.</returns>
    private async Task<TimeSpan?> FailAsync(JobRun run, VideoException failure, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        var failures = run.Entry.Failures + 1;
        LogFailure(failure, job.Id, job.Id.Short, failures);

        if (failure.Retry.DelayAfter(failures) is { } delay)
        {
            // What was resolved may be what fails: it is found again at the next try.
            var again = JobTexts.Again(failure.Sentence, delay);
            await run.UpdateAsync(
                entry => entry with { State = JobState.Waiting, Failures = failures, Failure = again, Resolved = null, StoredBytes = null },
                cancellationToken);
            await _voice.SayAsync(run, again, cancellationToken);
            return delay;
        }

        var sentence = JobTexts.Failed(failure.Sentence, job.Id);
        await _voice.SayAsync(run, sentence, cancellationToken);
        await EndAsync(run, JobState.Failed, sentence, cancellationToken);
        return null;
    }

    private Task EndAsync(JobRun run, JobState state, string? failure, CancellationToken cancellationToken) =>
        run.UpdateAsync(entry => entry.Ended(state, time.GetUtcNow()) with { Failure = failure }, cancellationToken);

    /// <summary>Reports at once, on the caller's thread: <see cref="Progress{T}"/> would post, and reports could overtake each other.</summary>
    private sealed class Reporting<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: {Step} is done")]
    private partial void LogStep(JobId jobId, JobStep step);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} ({ShortId}) is delivered")]
    private partial void LogDelivered(JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} had ended before: {State}")]
    private partial void LogEndedBefore(JobId jobId, JobState state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} ({ShortId}) was cancelled")]
    private partial void LogCancelled(JobId jobId, string shortId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} ({ShortId}) failed, {Failures} times now")]
    private partial void LogFailure(Exception exception, JobId jobId, string shortId, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} ({ShortId}) has no chat to arrive in")]
    private partial void LogChatGone(Exception exception, JobId jobId, string shortId);
}
