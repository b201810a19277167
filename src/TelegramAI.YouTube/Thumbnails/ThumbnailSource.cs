using Microsoft.Extensions.Logging;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Thumbnails;

/// <summary>YouTube's own small pictures of videos, where they are what Telegram takes. https://core.telegram.org/bots/api#inputmediavideo</summary>
internal sealed partial class ThumbnailSource(IHttpClientFactory http, ILogger<ThumbnailSource> logger)
{
    private const int LongestSide = 320;
    private const int MostBytes = 200_000;

    /// <summary>The picture of 320 to 180 pixels that YouTube makes of every video; null where there is none that fits.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(VideoId video, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.CreateClient(YouTubeHttp.Pages).GetAsync(
                new Uri($"https://{SiteHandler.Pictures}/vi/{video}/mqdefault.jpg"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > MostBytes)
                return null;

            var picture = new byte[MostBytes + 1];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(picture, picture.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= MostBytes && JpegSize.Read(picture.AsSpan(0, length)) is { Width: > 0 and <= LongestSide, Height: > 0 and <= LongestSide }
                ? picture.AsMemory(0, length)
                : (ReadOnlyMemory<byte>?)null;
        }
        catch (Exception error) when (YouTubeErrors.Explain(error, cancellationToken))
        {
            NotHad(video, error.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The picture of {Video} could not be had: {Reason}")]
    private partial void NotHad(VideoId video, string reason);
}
