using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace YoutubeExplode.Channels;

/// <summary>A channel's id: <c>UC</c> and 22 letters, digits, <c>_</c> or <c>-</c>.</summary>
public readonly partial struct ChannelId : IEquatable<ChannelId>
{
    private const int Length = 24;

    private ChannelId(string value) => Value = value;

    /// <summary>The id itself.</summary>
    public string Value { get; }

    /// <summary>Reads an id, or a link that has one after <c>/channel/</c>. Null when there is none.</summary>
    public static ChannelId? TryParse(string? channelIdOrUrl)
    {
        if (string.IsNullOrEmpty(channelIdOrUrl)) return null;
        if (IsValid(channelIdOrUrl)) return new ChannelId(channelIdOrUrl);

        if (ChannelLink().Match(channelIdOrUrl) is { Success: true } link && WebUtility.UrlDecode(link.Groups["id"].Value) is var id && IsValid(id))
            return new ChannelId(id);

        return null;
    }

    /// <summary>Reads an id or a link.</summary>
    /// <exception cref="ArgumentException">There is no channel id in the text.</exception>
    public static ChannelId Parse(string channelIdOrUrl) =>
        TryParse(channelIdOrUrl) ?? throw new ArgumentException($"Invalid YouTube channel ID or URL '{channelIdOrUrl}'.", nameof(channelIdOrUrl));

    public static implicit operator ChannelId(string channelIdOrUrl) => Parse(channelIdOrUrl);

    public static implicit operator string(ChannelId channelId) => channelId.ToString();

    public static bool operator ==(ChannelId left, ChannelId right) => left.Equals(right);

    public static bool operator !=(ChannelId left, ChannelId right) => !left.Equals(right);

    public bool Equals(ChannelId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is ChannelId other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    public override string ToString() => Value;

    private static bool IsValid(string id) =>
        id.Length == Length && id.StartsWith("UC", StringComparison.Ordinal) && id.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');

    [GeneratedRegex(@"youtube\..+?/channel/(?<id>.*?)(\?|&|/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChannelLink();
}
