using System.Collections.Concurrent;
using TelegramAI.Core.Videos;

namespace TelegramAI.DemoYouTube.Streams;

/// <summary>How often the streams were downloaded from their first byte.</summary>
internal sealed class DownloadCounts
{
    private readonly ConcurrentDictionary<(VideoId Video, int Itag), int> _counts = [];

    public void Count(VideoId video, int itag) => _counts.AddOrUpdate((video, itag), 1, (_, count) => count + 1);

    /// <summary>Picture and sound of one download are two streams, and count once.</summary>
    public int Of(VideoId video) => _counts.Where(count => count.Key.Video == video).Select(count => count.Value).DefaultIfEmpty().Max();
}
