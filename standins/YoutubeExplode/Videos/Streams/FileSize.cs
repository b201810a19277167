using System.Diagnostics.CodeAnalysis;

namespace YoutubeExplode.Videos.Streams;

/// <summary>How large a stream is. A kilo is 1024 here, as in the published package.</summary>
public readonly struct FileSize(long bytes) : IComparable<FileSize>, IEquatable<FileSize>
{
    private const double Kilo = 1024;

    public long Bytes { get; } = bytes;

    public double KiloBytes => Bytes / Kilo;

    public double MegaBytes => KiloBytes / Kilo;

    public double GigaBytes => MegaBytes / Kilo;

    public static bool operator ==(FileSize left, FileSize right) => left.Equals(right);

    public static bool operator !=(FileSize left, FileSize right) => !left.Equals(right);

    public static bool operator >(FileSize left, FileSize right) => left.CompareTo(right) > 0;

    public static bool operator <(FileSize left, FileSize right) => left.CompareTo(right) < 0;

    public int CompareTo(FileSize other) => Bytes.CompareTo(other.Bytes);

    public bool Equals(FileSize other) => Bytes == other.Bytes;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is FileSize other && Equals(other);

    public override int GetHashCode() => Bytes.GetHashCode();

    public override string ToString() => this switch
    {
        { GigaBytes: >= 1 } => $"{GigaBytes:0.##} GB",
        { MegaBytes: >= 1 } => $"{MegaBytes:0.##} MB",
        { KiloBytes: >= 1 } => $"{KiloBytes:0.##} KB",
        _ => $"{Bytes} B",
    };
}
