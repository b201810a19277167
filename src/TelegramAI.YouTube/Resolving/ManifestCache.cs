using System.Collections.Concurrent;
using TelegramAI.Core.Videos;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Resolving;

/// <summary>Keeps the streams of a resolved video for the download that follows at once. Addresses expire, so it keeps them shortly.</summary>
internal sealed class ManifestCache(YouTubeApi api, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<VideoId, Entry> _entries = [];

    public async Task<StreamManifest> GetAsync(VideoId id, CancellationToken cancellationToken) =>
        _entries.TryGetValue(id, out var entry) && IsFresh(entry) ? entry.Manifest : await FetchAsync(id, cancellationToken);

    /// <summary>Asks YouTube again, whatever is kept.</summary>
    public async Task<StreamManifest> FetchAsync(VideoId id, CancellationToken cancellationToken)
    {
        var manifest = await api.StreamsAsync(id, cancellationToken);
        foreach (var old in _entries.Where(kept => !IsFresh(kept.Value)))
            _entries.TryRemove(old);

        _entries[id] = new Entry(manifest, time.GetTimestamp());
        return manifest;
    }

    private bool IsFresh(Entry entry) => time.GetElapsedTime(entry.FetchedAt) < Life;

    private sealed record Entry(StreamManifest Manifest, long FetchedAt);
}
