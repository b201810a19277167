using YoutubeExplode.Common;
using YoutubeExplode.Videos;

namespace YoutubeExplode.Search;

/// <summary>A video that a search found. The duration is null for a live stream.</summary>
public class VideoSearchResult(VideoId id, string title, Author author, TimeSpan? duration, IReadOnlyList<Thumbnail> thumbnails)
    : ISearchResult, IVideo
{
    public VideoId Id { get; } = id;

    public string Url => $"https://www.youtube.com/watch?v={Id}";

    public string Title { get; } = title;

    public Author Author { get; } = author;

    public TimeSpan? Duration { get; } = duration;

    public IReadOnlyList<Thumbnail> Thumbnails { get; } = thumbnails;

    public override string ToString() => $"Video ({Title})";
}
