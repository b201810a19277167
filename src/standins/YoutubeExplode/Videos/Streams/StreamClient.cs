namespace YoutubeExplode.Videos.Streams;

/// <summary>Finds the streams of videos and reads them.</summary>
public class StreamClient(HttpClient http)
{
    public ValueTask<StreamManifest> GetManifestAsync(VideoId videoId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(http.ToString());

    public ValueTask<Stream> GetAsync(IStreamInfo streamInfo, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(http.ToString());

    public ValueTask CopyToAsync(
        IStreamInfo streamInfo, Stream destination, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(http.ToString());

    public ValueTask DownloadAsync(
        IStreamInfo streamInfo, string filePath, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(http.ToString());
}
