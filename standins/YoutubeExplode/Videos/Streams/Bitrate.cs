using System.Diagnostics.CodeAnalysis;

namespace YoutubeExplode.Videos.Streams;

/// <summary>How many bits a second of a stream takes. A kilo is 1024 here, as in the published package.</summary>
public readonly struct Bitrate(long bitsPerSecond) : IComparable<Bitrate>, IEquatable<Bitrate>
{
    private const double Kilo = 1024;

    public long BitsPerSecond { get; } = bitsPerSecond;

    public double KiloBitsPerSecond => BitsPerSecond / Kilo;

    public double MegaBitsPerSecond => KiloBitsPerSecond / Kilo;

    public double GigaBitsPerSecond => MegaBitsPerSecond / Kilo;

    public static bool operator ==(Bitrate left, Bitrate right) => left.Equals(right);

    public static bool operator !=(Bitrate left, Bitrate right) => !left.Equals(right);

    public static bool operator >(Bitrate left, Bitrate right) => left.CompareTo(right) > 0;

    public static bool operator <(Bitrate left, Bitrate right) => left.CompareTo(right) < 0;

    public int CompareTo(Bitrate other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    public bool Equals(Bitrate other) => BitsPerSecond == other.BitsPerSecond;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Bitrate other && Equals(other);

    public override int GetHashCode() => BitsPerSecond.GetHashCode();

    public override string ToString() => this switch
    {
        { GigaBitsPerSecond: >= 1 } => $"{GigaBitsPerSecond:0.##} Gbit/s",
        { MegaBitsPerSecond: >= 1 } => $"{MegaBitsPerSecond:0.##} Mbit/s",
        { KiloBitsPerSecond: >= 1 } => $"{KiloBitsPerSecond:0.##} Kbit/s",
        _ => $"{BitsPerSecond} Bit/s",
    };
}
