using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace YoutubeExplode.Tests.Loopback;

/// <summary>Media of any length whose every byte can be foretold, served as YouTube does: the range in the query, clipped.</summary>
internal static class Media
{
    public const string Path = "/videoplayback";

    public static byte[] Content(long from, long count)
    {
        var bytes = new byte[count];
        for (var i = 0L; i < count; i++) bytes[i] = ByteAt(from + i);
        return bytes;
    }

    public static byte ByteAt(long position) => (byte)((position * 31) ^ (position >> 8) ^ (position >> 16));

    public static Func<HttpContext, int, Task> Of(long length) => async (context, _) =>
    {
        var (from, to) = RangeOf(context, length);
        context.Response.ContentLength = to - from + 1;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(Content(from, to - from + 1), context.RequestAborted);
    };

    /// <summary>The first and last byte that the request means, within the length.</summary>
    public static (long From, long To) RangeOf(HttpContext context, long length)
    {
        if (context.Request.Query["range"].ToString() is not { Length: > 0 } range) return (0, length - 1);

        var parts = range.Split('-');
        return (Parse(parts[0]), Math.Min(Parse(parts[1]), length - 1));
    }

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
