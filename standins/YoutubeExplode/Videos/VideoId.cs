using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace YoutubeExplode.Videos;

/// <summary>A video's id: 11 letters, digits, <c>_</c> or <c>-</c>.</summary>
public readonly partial struct VideoId : IEquatable<VideoId>
{
    private const int Length = 11;

    private VideoId(string value) => Value = value;

    /// <summary>The id itself.</summary>
    public string Value { get; }

    /// <summary>Reads an id, or a link that has one. Null when there is none.</summary>
    public static VideoId? TryParse(string? videoIdOrUrl)
    {
        if (string.IsNullOrEmpty(videoIdOrUrl)) return null;
        if (IsValid(videoIdOrUrl)) return new VideoId(videoIdOrUrl);

        foreach (var link in (ReadOnlySpan<Regex>)[WatchLink(), ShortWatchLink(), ShortLink(), EmbedLink(), ShortsLink(), LiveLink()])
        {
            if (link.Match(videoIdOrUrl) is { Success: true } match && WebUtility.UrlDecode(match.Groups["id"].Value) is var id && IsValid(id))
                return new VideoId(id);
        }

        return null;
    }

    /// <summary>Reads an id or a link.</summary>
    /// <exception cref="ArgumentException">There is no video id in the text.</exception>
    public static VideoId Parse(string videoIdOrUrl) =>
        TryParse(videoIdOrUrl) ?? throw new ArgumentException($"Invalid YouTube video ID or URL '{videoIdOrUrl}'.", nameof(videoIdOrUrl));

    public static implicit operator VideoId(string videoIdOrUrl) => Parse(videoIdOrUrl);

    public static implicit operator string(VideoId videoId) => videoId.ToString();

    public static bool operator ==(VideoId left, VideoId right) => left.Equals(right);

    public static bool operator !=(VideoId left, VideoId right) => !left.Equals(right);

    public bool Equals(VideoId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is VideoId other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    public override string ToString() => Value;

    // Any Unicode letter passes, as in the published package.
    private static bool IsValid(string id) => id.Length == Length && id.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');

    [GeneratedRegex(@"youtube\..+?/watch.*?v=(?<id>.*?)(&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WatchLink();

    [GeneratedRegex(@"youtu\.be/watch.*?v=(?<id>.*?)(\?|&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortWatchLink();

    [GeneratedRegex(@"youtu\.be/(?<id>.*?)(\?|&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortLink();

    [GeneratedRegex(@"youtube\..+?/embed/(?<id>.*?)(\?|&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmbedLink();

    [GeneratedRegex(@"youtube\..+?/shorts/(?<id>.*?)(\?|&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortsLink();

    [GeneratedRegex(@"youtube\..+?/live/(?<id>.*?)(\?|&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LiveLink();
}
