using YoutubeExplode.Videos;

namespace YoutubeExplode.Common;

/// <summary>A still picture of a video.</summary>
public class Thumbnail(string url, Resolution resolution)
{
    public string Url { get; } = url;

    public Resolution Resolution { get; } = resolution;

    public override string ToString() => $"Thumbnail ({Resolution})";

    /// <summary>The pictures that exist for every video, whatever its page says.</summary>
    internal static IEnumerable<Thumbnail> DefaultsOf(VideoId videoId) =>
    [
        new($"https://img.youtube.com/vi/{videoId}/default.jpg", new Resolution(120, 90)),
        new($"https://img.youtube.com/vi/{videoId}/mqdefault.jpg", new Resolution(320, 180)),
        new($"https://img.youtube.com/vi/{videoId}/hqdefault.jpg", new Resolution(480, 360)),
    ];
}

/// <summary>Chooses among thumbnails.</summary>
public static class ThumbnailExtensions
{
    /// <summary>The one with the largest area; null when there are none.</summary>
    public static Thumbnail? TryGetWithHighestResolution(this IEnumerable<Thumbnail> thumbnails) =>
        thumbnails.MaxBy(thumbnail => thumbnail.Resolution.Area);

    /// <summary>The one with the largest area.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static Thumbnail GetWithHighestResolution(this IEnumerable<Thumbnail> thumbnails) =>
        thumbnails.TryGetWithHighestResolution() ?? throw new InvalidOperationException("Input thumbnail collection is empty.");
}
