using System.Globalization;

namespace YoutubeExplode.Bridge;

/// <summary>Reads YouTube's dates. One without an offset is UTC.</summary>
internal static class Dates
{
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
