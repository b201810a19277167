using YoutubeExplode.Common;

namespace YoutubeExplode.Videos;

/// <summary>What every mention of a video tells.</summary>
public interface IVideo
{
    VideoId Id { get; }

    string Url { get; }

    string Title { get; }

    Author Author { get; }

    /// <summary>Null when YouTube gives none, as for a live stream in search results.</summary>
    TimeSpan? Duration { get; }

    IReadOnlyList<Thumbnail> Thumbnails { get; }
}
