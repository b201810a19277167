using System.Buffers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube.Downloading;

/// <summary>
/// Downloads a stream in several segments at once and writes them in order. YouTube serves one connection at about the
/// speed at which the video plays; several together fill the line.
/// </summary>
internal sealed class StreamDownloader(
    IHttpClientFactory http, IOptions<YouTubeOptions> options, ArrayPool<byte> pool, TimeProvider time, ILogger<StreamDownloader> logger)
{
    private readonly YouTubeOptions _options = options.Value;

    /// <summary>Writes the whole stream, or throws: what it has written by then is not to be kept.</summary>
    public async Task CopyAsync(StreamAddress address, Stream destination, DownloadMeter meter, CancellationToken cancellationToken)
    {
        var reader = new SegmentReader(http.CreateClient(YouTubeHttpServices.Media), address, meter, _options, time, logger);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underway = new Queue<Segment>(_options.Segments);
        try
        {
            for (long from = 0; from < address.Length; from += _options.SegmentBytes)
            {
                if (underway.Count == _options.Segments)
                    await WriteNextAsync();

                underway.Enqueue(Begin(from, (int)Math.Min(_options.SegmentBytes, address.Length - from)));
            }

            while (underway.Count > 0)
                await WriteNextAsync();
        }
        finally
        {
            // Nobody may fill a buffer that went back to the pool.
            await ending.CancelAsync();
            await Task.WhenAll(underway.Select(segment => segment.Filled)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var segment in underway)
                pool.Return(segment.Buffer);
        }

        Segment Begin(long from, int length)
        {
            var buffer = pool.Rent(length);
            return new Segment(buffer, length, reader.FillAsync(from, buffer.AsMemory(0, length), ending.Token));
        }

        async Task WriteNextAsync()
        {
            var segment = underway.Peek();
            await segment.Filled;
            await destination.WriteToStoreAsync(segment.Buffer.AsMemory(0, segment.Length), cancellationToken);
            pool.Return(underway.Dequeue().Buffer);
        }
    }

    private sealed record Segment(byte[] Buffer, int Length, Task Filled);
}
