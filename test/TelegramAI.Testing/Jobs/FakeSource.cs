using TelegramAI.Core.Videos;

namespace TelegramAI.Testing.Jobs;

/// <summary>A source whose videos are bytes that count up, and whose failures are scripted.</summary>
public sealed class FakeSource : IVideoSource
{
    private int _resolves;
    private int _downloads;

    public int Resolves => _resolves;

    public int Downloads => _downloads;

    /// <summary>Called at each resolve with its number, from 1.</summary>
    public Func<int, CancellationToken, Task> OnResolve { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called in the middle of each download with its number, from 1.</summary>
    public Func<int, CancellationToken, Task> OnDownload { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called at each request for a picture.</summary>
    public Func<CancellationToken, Task<ReadOnlyMemory<byte>?>> OnThumbnail { get; set; } = _ => Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task<ReadOnlyMemory<byte>?> ThumbnailAsync(VideoManifest video, CancellationToken cancellationToken = default) => OnThumbnail(cancellationToken);

    public async Task<ResolvedVideo> ResolveAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        await OnResolve(Interlocked.Increment(ref _resolves), cancellationToken);
        return new ResolvedVideo
        {
            Key = new VideoKey(request.VideoId ?? VideoId.Parse("found-words"), new VideoFormat(360, "mp4")),
            Title = "A counter",
            Author = "Tests",
            Duration = TimeSpan.FromSeconds(10),
            Width = 640,
            Height = 360,
            ExpectedBytes = 100_000,
        };
    }

    public async Task DownloadAsync(
        ResolvedVideo video,
        Stream destination,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _downloads);
        var half = new byte[50_000];
        Random.Shared.NextBytes(half);

        await destination.WriteAsync(half, cancellationToken);
        progress?.Report(new DownloadProgress(50_000, 100_000));
        await OnDownload(number, cancellationToken);
        await destination.WriteAsync(half, cancellationToken);
        progress?.Report(new DownloadProgress(100_000, 100_000));
    }
}
