using Microsoft.Extensions.Logging;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Thumbnails;

/// <summary>YouTube's own small pictures of videos, where they are what Telegram takes. https://core.telegram.org/bots/api#inputmediavideo</summary>
internal sealed partial class ThumbnailSource(IHttpClientFactory http, ILogger<ThumbnailSource> logger)
{
    private const int LongestSide = 320;
    private const int MostBytes = 200_000;

    /// <summary>How far a picture's shape may be from its video's: beyond, it is the video between black bars.</summary>
    private const double MostDeviation = 0.1;

    /// <summary>The picture of 320 to 180 pixels that YouTube makes of every video; null where there is none that fits, or the video has another shape.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(VideoManifest video, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.CreateClient(YouTubeHttpServices.Pages).GetAsync(
                new Uri($"https://{YouTubeAddressHandler.Pictures}/vi/{video.Key.Id}/mqdefault.jpg"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > MostBytes)
                return null;

            var picture = new byte[MostBytes + 1];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(picture, picture.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= MostBytes
                && JpegSize.Read(picture.AsSpan(0, length)) is { Width: > 0 and <= LongestSide, Height: > 0 and <= LongestSide } size
                && HasShape(size, video)
                ? picture.AsMemory(0, length)
                : (ReadOnlyMemory<byte>?)null;
        }
        catch (Exception exception) when (YouTubeErrors.IsExpected(exception, cancellationToken))
        {
            LogThumbnailUnavailable(video.Key.Id, exception.Message);
            return null;
        }
    }

    private static bool HasShape((int Width, int Height) picture, VideoManifest video)
    {
        var (across, down) = ((double)picture.Width * video.Height, (double)picture.Height * video.Width);
        return Math.Abs(across - down) <= MostDeviation * Math.Max(across, down);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not fetch the thumbnail of {Video}: {Reason}")]
    private partial void LogThumbnailUnavailable(VideoId video, string reason);
}
