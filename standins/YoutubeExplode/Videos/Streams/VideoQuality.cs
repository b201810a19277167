using System.Diagnostics.CodeAnalysis;

namespace YoutubeExplode.Videos.Streams;

/// <summary>How good a picture is. Ordered by height, then frames a second, then label.</summary>
public readonly struct VideoQuality(string label, int maxHeight, int framerate) : IComparable<VideoQuality>, IEquatable<VideoQuality>
{
    private const int PlainFramerate = 30;
    private const int HighDefinitionHeight = 1080;

    public VideoQuality(int maxHeight, int framerate)
        : this(LabelOf(maxHeight, framerate), maxHeight, framerate)
    {
    }

    /// <summary>As YouTube shows it, such as <c>1080p60</c>.</summary>
    public string Label { get; } = label;

    /// <summary>In pixels. A wide picture of this quality may be lower.</summary>
    public int MaxHeight { get; } = maxHeight;

    /// <summary>Frames a second.</summary>
    public int Framerate { get; } = framerate;

    public bool IsHighDefinition => MaxHeight >= HighDefinitionHeight;

    public static bool operator ==(VideoQuality left, VideoQuality right) => left.Equals(right);

    public static bool operator !=(VideoQuality left, VideoQuality right) => !left.Equals(right);

    public static bool operator >(VideoQuality left, VideoQuality right) => left.CompareTo(right) > 0;

    public static bool operator <(VideoQuality left, VideoQuality right) => left.CompareTo(right) < 0;

    public int CompareTo(VideoQuality other) =>
        MaxHeight.CompareTo(other.MaxHeight) is var byHeight and not 0 ? byHeight
        : Framerate.CompareTo(other.Framerate) is var byFramerate and not 0 ? byFramerate
        : StringComparer.OrdinalIgnoreCase.Compare(Label, other.Label);

    public bool Equals(VideoQuality other) => CompareTo(other) == 0;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is VideoQuality other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(MaxHeight, Framerate, StringComparer.OrdinalIgnoreCase.GetHashCode(Label));

    public override string ToString() => Label;

    // YouTube rounds the frames up to the next ten.
    private static string LabelOf(int maxHeight, int framerate) =>
        framerate <= PlainFramerate ? $"{maxHeight}p" : $"{maxHeight}p{(framerate + 9) / 10 * 10}";
}
