using System.Diagnostics.CodeAnalysis;

namespace YoutubeExplode.Common;

/// <summary>A picture's size in pixels.</summary>
public readonly struct Resolution(int width, int height) : IEquatable<Resolution>
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Area => Width * Height;

    public static bool operator ==(Resolution left, Resolution right) => left.Equals(right);

    public static bool operator !=(Resolution left, Resolution right) => !left.Equals(right);

    public bool Equals(Resolution other) => Width == other.Width && Height == other.Height;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Resolution other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Width, Height);

    public override string ToString() => $"{Width}x{Height}";
}
