using System.Diagnostics.CodeAnalysis;

namespace YoutubeExplode.Videos.ClosedCaptions;

/// <summary>A language: its code, such as <c>en-US</c>, and its name in English. Equal when the codes are.</summary>
public readonly struct Language(string code, string name) : IEquatable<Language>
{
    public string Code { get; } = code;

    public string Name { get; } = name;

    public static bool operator ==(Language left, Language right) => left.Equals(right);

    public static bool operator !=(Language left, Language right) => !left.Equals(right);

    public bool Equals(Language other) => string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Language other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Code);

    public override string ToString() => $"{Code} ({Name})";
}
