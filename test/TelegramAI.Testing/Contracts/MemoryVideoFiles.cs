using System.Collections.Concurrent;
using TelegramAI.Core.Videos;

namespace TelegramAI.Testing.Contracts;

/// <summary>Stored videos in memory, for specs of what uses them.</summary>
public sealed class MemoryVideoFiles(TimeProvider time) : IVideoFiles
{
    private readonly ConcurrentDictionary<VideoKey, byte[]> _videos = new();

    public Task<VideoUpload> BeginAsync(VideoKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<VideoUpload>(new Upload(bytes => _videos[key] = bytes));
    }

    public Task<Stream?> OpenAsync(VideoKey key, long from = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream?>(_videos.TryGetValue(key, out var bytes) ? new MemoryStream(bytes, writable: false) { Position = from } : null);
    }

    public Task<long?> LengthAsync(VideoKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult<long?>(_videos.TryGetValue(key, out var bytes) ? bytes.Length : null);

    public VideoLink Link(VideoKey key, TimeSpan lifetime)
    {
        var until = time.GetUtcNow() + lifetime;
        return new VideoLink(new Uri($"http://127.0.0.1/{key.FilePath}?expires={until.ToUnixTimeSeconds()}"), until);
    }

    private sealed class Upload(Action<byte[]> commit) : VideoUpload
    {
        private readonly MemoryStream _bytes = new();

        public override Stream Stream => _bytes;

        public override Task<long> CommitAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            commit(_bytes.ToArray());
            return Task.FromResult(_bytes.Length);
        }

        public override ValueTask DisposeAsync() => _bytes.DisposeAsync();
    }
}
