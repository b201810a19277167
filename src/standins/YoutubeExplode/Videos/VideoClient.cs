using YoutubeExplode.Videos.Streams;

namespace YoutubeExplode.Videos;

/// <summary>Asks about videos.</summary>
public class VideoClient(HttpClient http)
{
    public StreamClient Streams { get; } = new(http);

    public ValueTask<Video> GetAsync(VideoId videoId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(http.ToString());
}
