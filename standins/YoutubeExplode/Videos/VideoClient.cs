using YoutubeExplode.Bridge;
using YoutubeExplode.Common;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Videos.Streams;

namespace YoutubeExplode.Videos;

/// <summary>Asks about videos.</summary>
public class VideoClient(HttpClient http)
{
    private readonly PlayerApi _api = new(http);

    public StreamClient Streams { get; } = new(http);

    /// <summary>A video's metadata.</summary>
    /// <exception cref="VideoUnavailableException">There is no such video.</exception>
    /// <exception cref="YoutubeExplodeException">The page can't be read, or lacks the author or the date.</exception>
    public async ValueTask<Video> GetAsync(VideoId videoId, CancellationToken cancellationToken = default)
    {
        var page = await _api.GetWatchPageAsync(videoId, cancellationToken);
        var player = page.Player ?? await _api.GetPlayerAsync(videoId, cancellationToken);

        return new Video(
            videoId,
            player.Title ?? "",
            new Author(
                player.ChannelId ?? throw new YoutubeExplodeException("Failed to extract the video channel ID."),
                player.Author ?? throw new YoutubeExplodeException("Failed to extract the video author.")),
            player.UploadDate ?? page.UploadDate ?? throw new YoutubeExplodeException("Failed to extract the video upload date."),
            player.Description ?? "",
            player.Duration,
            [.. player.Thumbnails, .. Thumbnail.DefaultsOf(videoId)],
            player.Keywords,
            new Engagement(player.ViewCount ?? 0, page.LikeCount ?? 0, dislikeCount: 0));
    }
}
