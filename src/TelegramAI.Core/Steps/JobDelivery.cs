using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>
/// The step <c>deliver</c>: turns the job's message into the video. Editing a message to what it is already changes nothing, so a delivery
/// that is done twice (the worker was killed between the chat's answer and the checkpoint) leaves one video; sending could not.
/// </summary>
internal sealed class JobDelivery(
    IChat chat,
    JobMessages messages,
    VideoLibrary library,
    ChatPace pace,
    IOptions<StepOptions> options,
    IOptions<VideoOptions> videoOptions,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>
    /// Whether the video arrives in a message that is still to be sent: where its reader has waited for some time, because that notifies, and
    /// where it is one of several jobs, because those have none of their own. Of these only the last one's end notifies.
    /// </summary>
    public bool SendsAnother(JobEntry entry) => entry switch
    {
        { Job.BatchSize: not null } => entry is { Progress: null, Pending: null },
        { HasNotified: false, Progress: not null } => time.GetUtcNow() - entry.Job.RequestedAt >= options.Value.NotifyAfter,
        _ => false,
    };

    /// <summary>The entry of a job that notes such a message before it is sent, so that no later run notifies again.</summary>
    public static JobEntry Announce(JobEntry entry, PendingMessage next) =>
        entry with { HasNotified = entry.HasNotified || entry.Job.BatchSize is null, Pending = next };

    /// <summary>Delivers the video, or a link to it where it is too large for the chat, or the chat takes no videos.</summary>
    public async Task<Delivery> DeliverAsync(
        JobRun run, ResolvedVideo video, VideoManifest manifest, IProgress<JobProgress> observer, CancellationToken cancellationToken)
    {
        var progress = new JobProgress(JobStep.Deliver, video.Title);
        observer.Report(progress);
        if (JobMessages.HasToArrive(run.Entry))
            await messages.ArriveAsync(run, progress, cancellationToken);
        else if (run.Entry.Job.BatchSize is not null)
            await messages.OpenAsync(run, progress, cancellationToken);

        await messages.CleanAsync(run, cancellationToken);
        while (true)
        {
            try
            {
                var fileId = await ShowAsync(run, video, manifest, observer, cancellationToken);
                await library.RememberFileIdAsync(manifest, fileId, cancellationToken);
                await library.RememberChoiceAsync(video, videoOptions.Value.HeightOf(run.Entry.Job.Request.MaxHeight), cancellationToken);
                return new Delivery(fileId, AsLink: false);
            }
            catch (ChatFileGoneException) when (manifest.FileId is not null)
            {
                manifest = await library.RememberFileIdAsync(manifest, fileId: null, cancellationToken);
            }
            catch (ChatMessageGoneException)
            {
                await messages.ReplaceAsync(run, progress, cancellationToken);
            }
            catch (ChatException exception) when (exception is ChatFileTooLargeException or ChatRightsException { Lacks: ChatRight.Video })
            {
                var reason = exception is ChatRightsException ? JobTexts.NoVideosHere : JobTexts.TooLarge(manifest.Bytes);
                var link = library.Link(manifest.Key, TimeSpan.FromHours(videoOptions.Value.LinkHours));
                await messages.SayAsync(run, new ChatText(JobTexts.Link(video, reason, link, link.Until - time.GetUtcNow())), cancellationToken);
                return new Delivery(FileId: null, AsLink: true);
            }
        }
    }

    private async Task<ChatFileId?> ShowAsync(
        JobRun run, ResolvedVideo video, VideoManifest manifest, IProgress<JobProgress> observer, CancellationToken cancellationToken)
    {
        var thumbnail = manifest.FileId is null ? await library.FindThumbnailAsync(manifest, cancellationToken) : null;
        await using var shown = new ProgressMessage(
            chat,
            run.Entry.Chat,
            run.Entry.Job.Id,
            run.Entry.Progress ?? throw new ChatMessageGoneException("The job has no message in its chat"),
            JobTexts.Of(new JobProgress(JobStep.Deliver, video.Title)),
            options.Value.ProgressInterval,
            pace,
            time,
            logger);

        void Report(long sent)
        {
            var progress = new JobProgress(JobStep.Deliver, video.Title, new DownloadProgress(sent, manifest.Bytes));
            shown.Report(progress);
            observer.Report(progress);
        }

        return await messages.ShowAsync(run, ToShow(video, manifest, Report) with { Thumbnail = thumbnail }, cancellationToken);
    }

    private ChatVideo ToShow(ResolvedVideo video, VideoManifest manifest, Action<long> report) => new()
    {
        FileName = $"{manifest.Key.Id}-{manifest.Key.Format}",
        Caption = VideoCaption.Of(video.Title, video.Author, video.Note),
        Duration = manifest.Duration,
        Width = manifest.Width,
        Height = manifest.Height,
        Bytes = manifest.Bytes,
        FileId = manifest.FileId,
        OpenAsync = async token => new CountedReading(await library.OpenAsync(manifest.Key, token), report),
    };
}
