namespace TelegramAI.Core.Videos;

/// <summary>The bytes of stored videos: an S3 bucket, or a folder. A half-written video is never visible.</summary>
public interface IVideoFiles
{
    /// <summary>Begins to write a video. Nothing of it is visible before <see cref="VideoUpload.CommitAsync"/>; disposing it without that leaves nothing.</summary>
    Task<VideoUpload> BeginAsync(VideoKey key, CancellationToken cancellationToken = default);

    /// <summary>Opens a stored video from a byte on, seekable or not; null where there is none.</summary>
    Task<Stream?> OpenAsync(VideoKey key, long from = 0, CancellationToken cancellationToken = default);

    /// <summary>How many bytes a stored video has; null where there is none.</summary>
    Task<long?> LengthAsync(VideoKey key, CancellationToken cancellationToken = default);

    /// <summary>An address that anybody who has it can download the video from, for the given time at most.</summary>
    VideoLink Link(VideoKey key, TimeSpan lifetime);
}

/// <param name="Address">Where the video can be downloaded.</param>
/// <param name="Until">Until when. It may be sooner than was asked for.</param>
public sealed record VideoLink(Uri Address, DateTimeOffset Until);

/// <summary>A video that is being written.</summary>
public abstract class VideoUpload : IAsyncDisposable
{
    /// <summary>Where the bytes go, in order.</summary>
    public abstract Stream Stream { get; }

    /// <summary>Makes the whole video visible at once, durably.</summary>
    /// <returns>How many bytes it has.</returns>
    public abstract Task<long> CommitAsync(CancellationToken cancellationToken = default);

    public abstract ValueTask DisposeAsync();
}
