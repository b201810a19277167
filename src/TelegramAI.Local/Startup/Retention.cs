using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Files;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Videos;

namespace TelegramAI.Local.Startup;

/// <summary>Deletes what is older than it is to be kept: at the start, and every hour from then on.</summary>
internal sealed partial class Retention(
    FolderVideoFiles videos,
    FolderDocuments documents,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<Retention> logger,
    ChatRetention? chat = null) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // A video is written before its manifest: the manifest goes first, so that none names a video that is gone.
    private static readonly TimeSpan AfterManifest = TimeSpan.FromHours(2);

    /// <summary>Deletes once.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var kept = options.Value;
        var oldestVideo = now - TimeSpan.FromDays(kept.VideoDays);
        var entries = await documents.ExpireAsync("jobs/", now - TimeSpan.FromDays(kept.LedgerDays), cancellationToken);
        var manifests = await documents.ExpireAsync("videos/", oldestVideo, cancellationToken);
        var files = videos.Expire(oldestVideo - AfterManifest);
        var messages = chat is null ? 0 : await chat.ExpireAsync(now - TimeSpan.FromDays(kept.ChatDays), cancellationToken);
        if (entries + manifests + files + messages > 0)
            LogExpired(entries, manifests, files, messages);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // What is in use or damaged now goes the next time.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted expired data: {Entries} ledger entries, {Manifests} manifests, {Files} videos, {Messages} messages")]
    private partial void LogExpired(int entries, int manifests, int files, int messages);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not delete all expired data")]
    private partial void LogFailed(Exception exception);
}
