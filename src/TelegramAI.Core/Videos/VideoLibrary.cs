using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Core.Videos;

/// <summary>The stored videos, each once, with their manifests.</summary>
public sealed partial class VideoLibrary(
    IVideoFiles files,
    IDocumentStore documents,
    IVideoSource source,
    TimeProvider time,
    ILogger<VideoLibrary> logger)
{
    /// <summary>How often another worker's download is looked for before the job gives up its slot: for some seconds in all.</summary>
    private const int Looks = 3;

    private static readonly Backoff LookAgain = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(15);

    /// <summary>A video that is stored gets its manifest even where the job has just been stopped, or nothing would ever name it.</summary>
    private static readonly TimeSpan ManifestGrace = TimeSpan.FromSeconds(10);

    /// <summary>A picture is worth a moment, and no more.</summary>
    private static readonly TimeSpan ThumbnailTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Reads the manifest of a stored video; null where the video is not stored, or not whole.</summary>
    public async Task<VideoManifest?> FindAsync(VideoKey key, CancellationToken cancellationToken = default) =>
        (await LookAsync(key, cancellationToken)).Stored;

    /// <summary>
    /// Stores a video unless it is stored already. While another worker stores it, this one waits for it, some seconds at most.
    /// </summary>
    /// <exception cref="VideoException">The video can't be had.</exception>
    /// <exception cref="VideoBeingStoredException">Another worker still stores it.</exception>
    public async Task<VideoManifest> StoreAsync(
        ResolvedVideo video,
        string owner,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        for (var look = 1; ; look++)
        {
            if (await FindAsync(video.Key, cancellationToken) is { } stored)
                return stored;

            DateTimeOffset heldUntil;
            await using (var claim = new VideoClaim(documents, time, video.Key, owner))
            {
                if (await claim.TryTakeAsync(cancellationToken) && await TryStoreAsync(video, claim, progress, cancellationToken) is { } justStored)
                    return justStored;

                heldUntil = claim.HeldUntil;
            }

            if (look == Looks)
                throw new VideoBeingStoredException(video.Key, RetryAfter(heldUntil));

            await Task.Delay(LookAgain.After(look), time, cancellationToken);
        }
    }

    /// <summary>Opens a stored video from its start.</summary>
    /// <exception cref="FileNotFoundException">It is not stored any more.</exception>
    public async Task<Stream> OpenAsync(VideoKey key, CancellationToken cancellationToken = default) =>
        await files.OpenAsync(key, from: 0, cancellationToken) ?? throw new FileNotFoundException($"The video {key} is not stored any more");

    /// <summary>Remembers the chat's own id of a video, or forgets it where it works no longer.</summary>
    /// <returns>The manifest as it is now.</returns>
    public async Task<VideoManifest> RememberFileIdAsync(VideoManifest video, ChatFileId? fileId, CancellationToken cancellationToken = default)
    {
        if (video.FileId == fileId)
            return video;

        var changed = video with { FileId = fileId };
        try
        {
            return changed with { Version = await WriteAsync(changed, video.Version, cancellationToken) };
        }
        catch (DocumentConflictException)
        {
            // Another chat's delivery wrote its own id, which is as good.
            var (_, version) = await ReadAsync(video.Key, cancellationToken);
            return changed with { Version = version };
        }
    }

    /// <summary>
    /// Remembers which format was chosen where a video can't be had in the height that was wanted, so that the same wish is known to mean
    /// the same video. What helps only the next request fails nothing.
    /// </summary>
    public async Task RememberChoiceAsync(ResolvedVideo video, int wanted, CancellationToken cancellationToken = default)
    {
        if (video.HeightReason is null || video.Key.Format.Height == wanted)
            return;

        try
        {
            var path = VideoKey.ChoicePathOf(video.Key.Id, wanted);
            var document = await documents.GetAsync(path, cancellationToken);
            var now = time.GetUtcNow();
            var lifetime = VideoChoice.LifetimeOf(video, now);
            if (document is not null && IsFresh(document, video, now + (lifetime / 2)))
                return;

            var choice = new VideoChoice(video.Key.Format, video.HeightReason, now + lifetime);
            var content = JsonSerializer.SerializeToUtf8Bytes(choice, LedgerJson.Default.VideoChoice);
            await documents.PutAsync(path, content, document?.Version, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogChoiceLost(exception, video.Key);
        }
    }

    /// <summary>A small still picture of a video; null where there is none in time.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindThumbnailAsync(VideoManifest video, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(ThumbnailTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await source.ThumbnailAsync(video, both.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoThumbnail(exception, video.Key.Id);
            return null;
        }
    }

    public VideoLink Link(VideoKey key, TimeSpan lifetime) => files.Link(key, lifetime);

    /// <summary>Stores the video while the claim is held.</summary>
    /// <returns>Null where the claim was lost.</returns>
    private async Task<VideoManifest?> TryStoreAsync(
        ResolvedVideo video, VideoClaim claim, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        // It may have been stored between the look and the claim.
        var (stored, version) = await LookAsync(video.Key, cancellationToken);
        if (stored is not null)
            return stored;

        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, claim.Lost);
        try
        {
            return await DownloadAsync(video, version, progress, working.Token);
        }
        catch (Exception exception) when (claim.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whatever it looks like: what was cut off in the middle may fail in any way.
            LogClaimLost(exception, video.Key);
            return null;
        }
    }

    private TimeSpan RetryAfter(DateTimeOffset heldUntil)
    {
        var left = heldUntil - time.GetUtcNow();
        return left < ShortestRetry ? ShortestRetry : left < LongestRetry ? left : LongestRetry;
    }

    /// <returns>The manifest, where its video is whole; and the version of the document, where there is one.</returns>
    private async Task<(VideoManifest? Stored, string? Version)> LookAsync(VideoKey key, CancellationToken cancellationToken)
    {
        var (manifest, version) = await ReadAsync(key, cancellationToken);
        if (manifest is null)
            return (null, version);

        // Videos expire by themselves and folders are edited by people: a manifest alone is no video.
        var length = await files.LengthAsync(key, cancellationToken);
        return (length == manifest.Bytes ? manifest : null, version);
    }

    /// <param name="video">The video.</param>
    /// <param name="version">The version of an expired video's manifest, which is replaced.</param>
    /// <param name="progress">Learns how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async Task<VideoManifest> DownloadAsync(
        ResolvedVideo video, string? version, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        long bytes;
        await using (var upload = await files.BeginAsync(video.Key, cancellationToken))
        {
            await source.DownloadAsync(video, upload.Stream, progress, cancellationToken);
            bytes = await upload.CommitAsync(cancellationToken);
        }

        var manifest = new VideoManifest
        {
            Key = video.Key,
            Title = video.Title,
            Author = video.Author,
            Duration = video.Duration,
            Width = video.Width,
            Height = video.Height,
            Bytes = bytes,
            StoredAt = time.GetUtcNow(),
        };

        using var grace = new GracePeriod(ManifestGrace, time, cancellationToken);
        manifest = manifest with { Version = await WriteAsync(manifest, version, grace.Token) };
        LogStored(video.Key, bytes, time.GetElapsedTime(began).TotalSeconds);
        return manifest;
    }

    /// <summary>Whether the same choice is remembered already, and for long enough.</summary>
    private static bool IsFresh(StoredDocument document, ResolvedVideo video, DateTimeOffset until)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Content.Span, LedgerJson.Default.VideoChoice) is { } choice
                && choice.Format == video.Key.Format && choice.Reason == video.HeightReason && choice.Until >= until;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<(VideoManifest? Manifest, string? Version)> ReadAsync(VideoKey key, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(key.ManifestPath, cancellationToken) is not { } document)
            return (null, null);

        try
        {
            var manifest = JsonSerializer.Deserialize(document.Content.Span, LedgerJson.Default.VideoManifest);
            return (manifest is null ? null : manifest with { Version = document.Version }, document.Version);
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception, key);
            return (null, document.Version);
        }
    }

    private Task<string> WriteAsync(VideoManifest manifest, string? version, CancellationToken cancellationToken) =>
        documents.PutAsync(
            manifest.Key.ManifestPath,
            JsonSerializer.SerializeToUtf8Bytes(manifest, LedgerJson.Default.VideoManifest),
            version,
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stored {Video}: {Bytes} bytes in {Seconds:0.0} s")]
    private partial void LogStored(VideoKey video, long bytes, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the claim on {Video}: another worker is storing it")]
    private partial void LogClaimLost(Exception exception, VideoKey video);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not record which format of {Video} was chosen")]
    private partial void LogChoiceLost(Exception exception, VideoKey video);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Video} has no picture")]
    private partial void LogNoThumbnail(Exception exception, VideoId video);

    [LoggerMessage(Level = LogLevel.Error, Message = "The manifest of {Video} can't be read; storing the video again")]
    private partial void LogUnreadable(Exception exception, VideoKey video);
}
