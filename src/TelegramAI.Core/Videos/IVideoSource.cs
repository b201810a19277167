namespace TelegramAI.Core.Videos;

/// <summary>Where videos come from. Every method throws <see cref="VideoException"/> for what the source refuses.</summary>
public interface IVideoSource
{
    /// <summary>Finds the video of a request and chooses the format to store it in. Downloads nothing of it.</summary>
    Task<ResolvedVideo> ResolveAsync(VideoRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a resolved video's bytes, straight on and in order, with bounded memory. A second call starts from the beginning.
    /// </summary>
    Task DownloadAsync(
        ResolvedVideo video,
        Stream destination,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>A small still picture of a video, as a chat shows it before the video plays.</summary>
    /// <returns>A JPEG of the video's own shape, at most 320 pixels a side and 200,000 bytes; null where the source has none.</returns>
    Task<ReadOnlyMemory<byte>?> ThumbnailAsync(VideoManifest video, CancellationToken cancellationToken = default) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(null);
}

/// <summary>What a request turned out to be. Kept in the ledger, so it holds no address that expires.</summary>
public sealed record ResolvedVideo
{
    public required VideoKey Key { get; init; }

    public required string Title { get; init; }

    public required string Author { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }

    /// <summary>What it will take, as far as is known before it is stored.</summary>
    public required long ExpectedBytes { get; init; }

    /// <summary>Why it is not of the height that was wanted; null where it is.</summary>
    public HeightReason? HeightReason { get; init; }

    /// <summary>Why it is not what this request asked for, as a sentence for the reader, where it is not.</summary>
    public string? Note { get; init; }

    /// <summary>When the source published it, as far as it says.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

/// <param name="Done">Bytes that have arrived.</param>
/// <param name="Total">Bytes that will arrive.</param>
public readonly record struct DownloadProgress(long Done, long Total);
