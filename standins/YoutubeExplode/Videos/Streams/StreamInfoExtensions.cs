namespace YoutubeExplode.Videos.Streams;

/// <summary>Chooses among streams.</summary>
public static class StreamInfoExtensions
{
    /// <summary>The one with the most bits a second; null when there are none.</summary>
    public static IStreamInfo? TryGetWithHighestBitrate(this IEnumerable<IStreamInfo> streamInfos) =>
        streamInfos.MaxBy(stream => stream.Bitrate);

    /// <summary>The one with the most bits a second.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static IStreamInfo GetWithHighestBitrate(this IEnumerable<IStreamInfo> streamInfos) =>
        streamInfos.TryGetWithHighestBitrate() ?? throw new InvalidOperationException("Input stream collection is empty.");
}

/// <summary>Chooses among streams with pictures.</summary>
public static class VideoStreamInfoExtensions
{
    /// <summary>The one with the best picture; null when there are none.</summary>
    public static IVideoStreamInfo? TryGetWithHighestVideoQuality(this IEnumerable<IVideoStreamInfo> streamInfos) =>
        streamInfos.MaxBy(stream => stream.VideoQuality);

    /// <summary>The one with the best picture.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static IVideoStreamInfo GetWithHighestVideoQuality(this IEnumerable<IVideoStreamInfo> streamInfos) =>
        streamInfos.TryGetWithHighestVideoQuality() ?? throw new InvalidOperationException("Input stream collection is empty.");
}
