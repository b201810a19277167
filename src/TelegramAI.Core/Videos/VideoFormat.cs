using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TelegramAI.Core.Videos;

/// <summary>What a stored video is: its height in lines and its container, written <c>720p.mp4</c>.</summary>
public readonly record struct VideoFormat(int Height, string Extension) : IParsable<VideoFormat>
{
    public override string ToString() => $"{Height}p.{Extension}";

    public static VideoFormat Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var format) ? format : throw new FormatException($"'{s}' is no video format");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VideoFormat result)
    {
        result = default;
        var parts = s?.Split("p.");
        if (parts is not [var lines, { Length: > 0 and <= 5 } extension] || !extension.All(char.IsAsciiLetterOrDigit)
            || !int.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out var height))
        {
            return false;
        }

        result = new VideoFormat(height, extension);
        return true;
    }
}
