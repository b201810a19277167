using YoutubeExplode.Common;

namespace YoutubeExplode.Videos;

/// <summary>A video's metadata.</summary>
public class Video(
    VideoId id,
    string title,
    Author author,
    DateTimeOffset uploadDate,
    string description,
    TimeSpan? duration,
    IReadOnlyList<Thumbnail> thumbnails,
    IReadOnlyList<string> keywords,
    Engagement engagement) : IVideo
{
    public VideoId Id { get; } = id;

    public string Url => $"https://www.youtube.com/watch?v={Id}";

    public string Title { get; } = title;

    public Author Author { get; } = author;

    public DateTimeOffset UploadDate { get; } = uploadDate;

    public string Description { get; } = description;

    public TimeSpan? Duration { get; } = duration;

    public IReadOnlyList<Thumbnail> Thumbnails { get; } = thumbnails;

    public IReadOnlyList<string> Keywords { get; } = keywords;

    public Engagement Engagement { get; } = engagement;

    public override string ToString() => $"Video ({Title})";
}
