using System.Buffers;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Catalogue;
using TelegramAI.DemoYouTube.Faults;

namespace TelegramAI.DemoYouTube.Streams;

/// <summary>Serves the bytes of streams and the thumbnails.</summary>
internal sealed class DemoMedia(DemoYouTubeOptions options, DemoYouTubeFaults faults, DemoTroubles troubles, DownloadCounts downloads, TimeProvider time)
{
    private const int BufferLength = 64 * 1024;

    /// <summary>Long enough for the client to take what was sent: breaking a connection may throw away what is on its way.</summary>
    private static readonly TimeSpan BeforeDrop = TimeSpan.FromMilliseconds(50);

    public async Task ServeAsync(HttpContext context, string id, string file)
    {
        var response = context.Response;
        if (Find(id) is not { } video
            || DemoStream.Of(video, options.Media).FirstOrDefault(s => string.Equals(s.File, file, StringComparison.Ordinal)) is not { } stream
            || (video.Kind is DemoVideoKind.VanishingFormats && !stream.IsMuxed))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (ByteRange.Of(context.Request.Query["range"], stream.Length) is not { } range)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }

        response.ContentType = stream.MimeType.Split(';')[0];
        response.ContentLength = range.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return;

        if (range is { From: 0, IsTailCheck: false })
            downloads.Count(video.Id, stream.Itag);

        var drop = range.IsTailCheck ? null : faults.TakeDrop(video.Id) ?? troubles.DropAfter(video, range.Length);
        var last = drop < range.Length ? range.From + drop.Value - 1 : range.To;
        await SendAsync(context, video, stream, range with { To = last });
        if (last == range.To)
            return;

        await response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(BeforeDrop, time, context.RequestAborted);
        context.Abort();
    }

    public IResult Thumbnail(string id) => Find(id) is { } video
        ? Results.File(Path.Combine(options.Media, video.Folder, "thumbnail.jpg"), "image/jpeg")
        : Results.NotFound();

    private static DemoVideo? Find(string id) => VideoId.TryParse(id, provider: null, out var parsed) ? DemoCatalogue.Find(parsed) : null;

    private async Task SendAsync(HttpContext context, DemoVideo video, DemoStream stream, ByteRange range)
    {
        using DemoBytes bytes = video.GeneratedBytes is null
            ? new FileBytes(Path.Combine(options.Media, video.Folder, stream.File))
            : new MadeBytes();
        var pace = new Pace(faults.SpeedOf(video.Id) ?? (video.Kind is DemoVideoKind.Slow ? options.SlowBytesPerSecond : null), time);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            for (var position = range.From; position <= range.To;)
            {
                var wanted = (int)Math.Min(pace.Portion(BufferLength), range.To - position + 1);
                var read = await bytes.ReadAsync(position, buffer.AsMemory(0, wanted), context.RequestAborted);
                if (read == 0)
                    throw new EndOfStreamException($"{stream.File} of {video.Id} became shorter while it was sent");

                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                position += read;
                await pace.KeepAsync(read, context.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
