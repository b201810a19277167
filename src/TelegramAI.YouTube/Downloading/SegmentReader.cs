using System.Net;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Downloading;

/// <summary>Fills a buffer with one segment of a stream; after a failure it goes on from the byte that it had reached.</summary>
internal sealed partial class SegmentReader(
    HttpClient http, StreamAddress address, DownloadMeter meter, YouTubeOptions options, TimeProvider time, ILogger logger)
{
    /// <param name="from">The segment's first byte in the stream.</param>
    /// <param name="buffer">As long as the segment.</param>
    /// <param name="cancellationToken">Ends the reading, within moments.</param>
    public async Task FillAsync(long from, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        for (var tries = 1; filled < buffer.Length; tries++)
        {
            var url = address.Url;
            try
            {
                await ReadAsync(
                    url,
                    from + filled,
                    buffer[filled..],
                    read =>
                    {
                        filled += read;
                        meter.Add(read);
                    },
                    cancellationToken);
            }
            catch (HttpRequestException refused) when (refused.StatusCode is
                HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                await RenewAsync(url, refused.StatusCode.Value, from, filled, tries, cancellationToken);
            }
            catch (Exception exception) when (YouTubeErrors.IsExpected(exception, cancellationToken))
            {
                if (tries >= options.Tries)
                    throw YouTubeErrors.ToVideoException(exception);

                await WaitAsync(from, filled, tries, exception, cancellationToken);
            }
        }
    }

    /// <summary>Gets another address. That YouTube can't be asked for a moment is no reason to lose what was downloaded.</summary>
    private async Task RenewAsync(string url, HttpStatusCode status, long from, int filled, int tries, CancellationToken cancellationToken)
    {
        try
        {
            await address.RenewAsync(url, status, cancellationToken);
        }
        catch (VideoTransientException exception) when (tries < options.Tries)
        {
            await WaitAsync(from, filled, tries, exception, cancellationToken);
        }
    }

    private Task WaitAsync(long from, int filled, int tries, Exception exception, CancellationToken cancellationToken)
    {
        LogSegmentFailed(from, filled, tries, options.Tries, exception.Message);
        return Task.Delay(TimeSpan.FromMilliseconds(options.RetryMilliseconds * Math.Pow(2, tries - 1)), time, cancellationToken);
    }

    private async Task ReadAsync(string url, long from, Memory<byte> buffer, Action<int> arrived, CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(options.Stall, time, cancellationToken);
        try
        {
            var range = StreamAddress.Range(url, from, from + buffer.Length - 1);
            using var response = await http.GetAsync(range, HttpCompletionOption.ResponseHeadersRead, watch.Token);
            Check(response, buffer.Length);
            address.Accept(url);

            await using var body = await response.Content.ReadAsStreamAsync(watch.Token);
            while (buffer.Length > 0)
            {
                watch.Arrived();
                var read = await body.ReadAsync(buffer, watch.Token);
                if (read == 0)
                    throw new IOException($"The answer ended {buffer.Length} bytes early");

                buffer = buffer[read..];
                arrived(read);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw watch.Expired(exception);
        }
    }

    /// <summary>An answer that is not exactly the range that was asked for is an error, never a part of the file.</summary>
    private static void Check(HttpResponseMessage response, int length)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK or HttpStatusCode.PartialContent:
                break;
            case HttpStatusCode.TooManyRequests:
                throw new VideoRateLimitedException("YouTube answers 429 for a stream", response.Headers.RetryAfter?.Delta);
            default:
                throw new HttpRequestException($"YouTube answers {(int)response.StatusCode} for a stream", inner: null, response.StatusCode);
        }

        if (response.Content.Headers.ContentLength is not { } announced)
            throw new IOException("The answer does not say how long it is");

        if (announced != length)
            throw new IOException($"The answer has {announced} bytes, not the {length} that were asked for");

        if (response.Content.Headers.ContentType?.MediaType is { } type && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            throw new IOException($"The answer is {type}, no video");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The segment at {From} failed after {Filled} bytes, try {Try} of {Tries}: {Reason}")]
    private partial void LogSegmentFailed(long from, int filled, int @try, int tries, string reason);
}
