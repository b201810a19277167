using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace TelegramAI.YouTube.Tests.Site;

/// <summary>A stream that is served by <c>range=from-to</c>, and fails as it is told: each request takes the next fault, if there is one.</summary>
internal sealed class TestMedia(byte[] bytes)
{
    private int _requests;

    public byte[] Bytes { get; } = bytes;

    public ConcurrentQueue<Fault> Faults { get; } = [];

    /// <summary>What every request gets that finds no fault waiting.</summary>
    public Fault? Always { get; set; }

    /// <summary>The ranges that were asked for, in the order of asking.</summary>
    public ConcurrentQueue<(long From, long To)> Ranges { get; } = [];

    /// <summary>Served only where the address carries this token.</summary>
    public string? Token { get; set; }

    public int Requests => _requests;

    /// <summary>Bytes that tell their place, so that a segment in the wrong place is seen.</summary>
    public static TestMedia OfSize(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return new TestMedia(bytes);
    }

    public async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var (from, to) = Range(context.Request.Query["range"]);
        Ranges.Enqueue((from, to));
        if (Token is not null && !string.Equals(context.Request.Query["token"], Token, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var part = Bytes.AsMemory((int)from, (int)(Math.Min(to, Bytes.Length - 1) - from + 1));
        if (Faults.TryDequeue(out var fault) || (fault = Always) is not null)
        {
            await fault(context, part);
            return;
        }

        context.Response.ContentType = "video/mp4";
        context.Response.ContentLength = part.Length;
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
    }

    private (long From, long To) Range(string? range) =>
        range?.Split('-') is [var from, var to]
            ? (long.Parse(from), long.Parse(to))
            : (0, Bytes.Length - 1);
}

/// <summary>What a server does instead of serving a part of a stream.</summary>
internal delegate Task Fault(HttpContext context, ReadOnlyMemory<byte> part);

internal static class Faults
{
    public static Fault Status(int status, int? retryAfter = null) => (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = $"{retryAfter}";
        return Task.CompletedTask;
    };

    /// <summary>Serves the part, as without a fault.</summary>
    public static Fault None => async (context, part) =>
    {
        context.Response.ContentLength = part.Length;
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
    };

    /// <summary>Loses the connection in the middle of the part.</summary>
    public static Fault Drop => DropAfter(Task.CompletedTask);

    /// <summary>Sends half of the part, and loses the connection when that has been seen to arrive.</summary>
    public static Fault DropAfter(Task arrival) => async (context, part) =>
    {
        await BeginAsync(context, part);
        await arrival.WaitAsync(context.RequestAborted);
        context.Abort();
    };

    /// <summary>Sends half of the part and then nothing, until the client goes away.</summary>
    public static Fault Stall => async (context, part) =>
    {
        await BeginAsync(context, part);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    };

    /// <summary>Ends well, with fewer bytes than were asked for.</summary>
    public static Fault Short => async (context, part) =>
    {
        context.Response.ContentLength = part.Length / 2;
        await context.Response.Body.WriteAsync(part[..(part.Length / 2)], context.RequestAborted);
    };

    /// <summary>Ends well without a byte, and says so.</summary>
    public static Fault Empty => (context, _) =>
    {
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    };

    /// <summary>Ends well without a byte, and does not say how many there are.</summary>
    public static Fault Nothing => (context, _) => context.Response.Body.FlushAsync(context.RequestAborted);

    /// <summary>Sends a page of the very length of the part.</summary>
    public static Fault Page => async (context, part) =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = part.Length;
        await context.Response.Body.WriteAsync(new byte[part.Length], context.RequestAborted);
    };

    /// <summary>Does not say how long the answer is, and sends more than was asked for.</summary>
    public static Fault Endless => async (context, part) =>
    {
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
    };

    private static async Task BeginAsync(HttpContext context, ReadOnlyMemory<byte> part)
    {
        context.Response.ContentLength = part.Length;
        await context.Response.Body.WriteAsync(part[..(part.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
