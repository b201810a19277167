using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Delivers a video that the chat has already, where the request was read: no queue, no machine. It is as safe as a job, because it is
/// one: recorded before anything is said, and whatever it could not do, a worker does from there on.
/// </summary>
public sealed partial class KnownVideoDelivery(
    JobLedger ledger, IChat chat, ChatGate gate, TimeProvider time, ILogger<KnownVideoDelivery> logger)
{
    private const string Worker = "bot";

    /// <summary>Longer than it may take.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private readonly JobMessages _messages = new(chat, gate, time, logger);

    /// <summary>Delivers it.</summary>
    /// <param name="job">What was asked for.</param>
    /// <param name="video">What the chat has.</param>
    /// <param name="cancellationToken">Leaves the job to a worker.</param>
    /// <returns>False where the job has to be queued.</returns>
    public async Task<bool> TryAsync(DownloadJob job, SentVideo video, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await using var run = await ledger.BeginAsync(job, Worker, Alive, both.Token);
            if (run.Entry.HasEnded)
                return true;

            // Another run has come further: its worker knows what is left.
            if (run.Entry.Runs > 1)
                return false;

            var progress = new JobProgress(JobStep.Deliver, video.Title);
            await _messages.OpenAsync(run, progress, both.Token);
            var fileId = await _messages.ShowAsync(run, ToShow(video), both.Token);
            await run.UpdateAsync(
                entry => entry.Ended(JobState.Delivered, time.GetUtcNow()) with { Delivered = new Delivery(fileId, AsLink: false) }, both.Token);
            return true;
        }
        catch (JobTakenException)
        {
            return true;
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogLeft(exception, job.Id);
            return false;
        }
    }

    private static ChatVideo ToShow(SentVideo video) => new()
    {
        FileName = video.Title,
        Caption = video.Caption,
        Duration = video.Duration,
        Width = video.Width,
        Height = video.Height,
        Bytes = 0,
        FileId = video.FileId,
        OpenAsync = _ => throw new InvalidOperationException("A video that the chat has is shown without its bytes"),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Leaving job {JobId} to a worker: sending the known video failed")]
    private partial void LogLeft(Exception exception, JobId jobId);
}
