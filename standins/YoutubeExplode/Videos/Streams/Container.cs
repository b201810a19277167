using System.Diagnostics.CodeAnalysis;

namespace YoutubeExplode.Videos.Streams;

/// <summary>A file format, by the name that is also its extension. Sound in an mp4 file is <c>mp4</c> too, never <c>m4a</c>.</summary>
public readonly struct Container(string name) : IEquatable<Container>
{
    private static readonly HashSet<string> AudioNames =
        new(["mp3", "m4a", "wav", "wma", "ogg", "aac", "opus"], StringComparer.OrdinalIgnoreCase);

    public static Container Mp3 { get; } = new("mp3");

    public static Container Mp4 { get; } = new("mp4");

    public static Container WebM { get; } = new("webm");

    public static Container Tgpp { get; } = new("3gpp");

    public string Name { get; } = name;

    public bool IsAudioOnly => AudioNames.Contains(Name);

    public static bool operator ==(Container left, Container right) => left.Equals(right);

    public static bool operator !=(Container left, Container right) => !left.Equals(right);

    public bool Equals(Container other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Container other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
