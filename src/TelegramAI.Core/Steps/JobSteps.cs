using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>The steps of a job, each checkpointed in the ledger: what a run before this one has finished is not done again.</summary>
internal sealed partial class JobSteps(
    VideoLibrary library,
    IVideoSource source,
    IChat chat,
    JobMessages messages,
    JobDelivery delivery,
    ChatPace pace,
    TimeSpan progressInterval,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Does them in a straight line.</summary>
    /// <param name="run">The run, whose entry gets each step's result.</param>
    /// <param name="observer">Learns how far the job is.</param>
    /// <param name="cancellationToken">Stops between two steps, or within one.</param>
    /// <exception cref="VideoException">A step failed; its type says whether another try may help.</exception>
    /// <exception cref="ChatException">The chat can't be spoken to, for now or for good.</exception>
    /// <exception cref="JobTakenException">Another run owns the job now.</exception>
    public async Task TakeAsync(JobRun run, IProgress<JobProgress>? observer, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        var opening = new JobProgress(JobStep.Resolve);
        ResolvedVideo video;
        VideoManifest manifest;

        // Of several jobs one message tells how far they are; each has its own only once its video is there.
        await using (var shown = job.BatchSize is null ? await OpenAsync(run, opening, cancellationToken) : null)
        {
            void Report(JobProgress progress)
            {
                shown?.Report(progress);
                observer?.Report(progress);
            }

            Report(opening);
            video = run.Entry.Resolved ?? await TraceAsync(JobStep.Resolve, () => source.ResolveAsync(job.Request, cancellationToken));
            await CheckpointAsync(run, JobStep.Resolve, entry => entry with { Resolved = video }, cancellationToken);

            Report(new JobProgress(JobStep.Store, video.Title));
            var download = new Reporting<DownloadProgress>(done => Report(new JobProgress(JobStep.Store, video.Title, done)));
            manifest = await TraceAsync(JobStep.Store, () => library.StoreAsync(video, job.Id.ToString(), download, cancellationToken));
        }

        await StoredAsync(run, manifest, cancellationToken);
        var delivered = await TraceAsync(
            JobStep.Deliver,
            () => delivery.DeliverAsync(run, video, manifest, observer ?? new Reporting<JobProgress>(_ => { }), cancellationToken));
        await CheckpointAsync(run, JobStep.Deliver, entry => entry.Ended(JobState.Delivered, time.GetUtcNow()) with { Delivered = delivered }, cancellationToken);
    }

    private async Task StoredAsync(JobRun run, VideoManifest manifest, CancellationToken cancellationToken)
    {
        JobEntry Stored(JobEntry entry) => entry with { StoredBytes = manifest.Bytes };
        if (delivery.SendsAnother(run.Entry))
            await run.NoteSendingAsync((entry, next) => JobDelivery.Announce(Stored(entry), next), cancellationToken);
        else
            await run.UpdateAsync(Stored, cancellationToken);
        LogStep(run.Entry.Job.Id, JobStep.Store);
    }

    private async Task<ProgressMessage> OpenAsync(JobRun run, JobProgress opening, CancellationToken cancellationToken)
    {
        var shown = run.Entry.Progress is null ? JobTexts.Of(opening) : "";
        var message = await messages.OpenAsync(run, opening, cancellationToken);
        return new ProgressMessage(chat, run.Entry.Chat, run.Entry.Job.Id, message, shown, progressInterval, pace, time, logger);
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

    /// <summary>Reports at once, on the caller's thread: <see cref="Progress{T}"/> would post, and reports could overtake each other.</summary>
    private sealed class Reporting<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: {Step} is done")]
    private partial void LogStep(JobId jobId, JobStep step);
}
