namespace YoutubeExplode.Videos.Streams;

/// <summary>All the streams of a video.</summary>
public class StreamManifest(IReadOnlyList<IStreamInfo> streams)
{
    public IReadOnlyList<IStreamInfo> Streams { get; } = streams;

    /// <summary>Everything with sound: audio-only and muxed.</summary>
    public IEnumerable<IAudioStreamInfo> GetAudioStreams() => Streams.OfType<IAudioStreamInfo>();

    /// <summary>Everything with pictures: video-only and muxed.</summary>
    public IEnumerable<IVideoStreamInfo> GetVideoStreams() => Streams.OfType<IVideoStreamInfo>();

    public IEnumerable<MuxedStreamInfo> GetMuxedStreams() => Streams.OfType<MuxedStreamInfo>();

    public IEnumerable<AudioOnlyStreamInfo> GetAudioOnlyStreams() => Streams.OfType<AudioOnlyStreamInfo>();

    public IEnumerable<VideoOnlyStreamInfo> GetVideoOnlyStreams() => Streams.OfType<VideoOnlyStreamInfo>();
}
