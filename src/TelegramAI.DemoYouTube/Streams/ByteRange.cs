using System.Globalization;

namespace TelegramAI.DemoYouTube.Streams;

/// <summary>The part of a stream that a request asks for, both ends included.</summary>
internal readonly record struct ByteRange(long From, long To)
{
    public long Length => To - From + 1;

    /// <summary>The client looks at the last two bytes to see whether a stream is there.</summary>
    public bool IsTailCheck => Length <= 2;

    /// <summary>
    /// YouTube takes the range from the address (<c>range=0-99</c>) and clips it to the stream's end. Null where nothing of it is there.
    /// </summary>
    public static ByteRange? Of(string? query, long length)
    {
        if (string.IsNullOrEmpty(query))
            return new ByteRange(0, length - 1);

        if (query.Split('-') is not [var first, var last]
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || from >= length
            || to < from)
        {
            return null;
        }

        return new ByteRange(from, Math.Min(to, length - 1));
    }
}
