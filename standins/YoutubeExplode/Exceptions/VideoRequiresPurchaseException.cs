using YoutubeExplode.Videos;

namespace YoutubeExplode.Exceptions;

/// <summary>The video is sold; only its preview can be played.</summary>
public class VideoRequiresPurchaseException(string message, VideoId previewVideoId) : VideoUnplayableException(message)
{
    public VideoId PreviewVideoId { get; } = previewVideoId;
}
