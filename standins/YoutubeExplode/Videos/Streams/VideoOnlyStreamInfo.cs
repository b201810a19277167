using YoutubeExplode.Common;

namespace YoutubeExplode.Videos.Streams;

/// <summary>A stream of pictures without sound.</summary>
public class VideoOnlyStreamInfo(
    string url,
    Container container,
    FileSize size,
    Bitrate bitrate,
    string videoCodec,
    VideoQuality videoQuality,
    Resolution videoResolution,
    bool isVideoUpscaled) : IVideoStreamInfo
{
    public VideoOnlyStreamInfo(
        string url,
        Container container,
        FileSize size,
        Bitrate bitrate,
        string videoCodec,
        VideoQuality videoQuality,
        Resolution videoResolution)
        : this(url, container, size, bitrate, videoCodec, videoQuality, videoResolution, isVideoUpscaled: false)
    {
    }

    public string Url { get; } = url;

    public Container Container { get; } = container;

    public FileSize Size { get; } = size;

    public Bitrate Bitrate { get; } = bitrate;

    public string VideoCodec { get; } = videoCodec;

    public VideoQuality VideoQuality { get; } = videoQuality;

    public Resolution VideoResolution { get; } = videoResolution;

    public bool IsVideoUpscaled { get; } = isVideoUpscaled;

    public override string ToString() => $"Video-only ({VideoQuality} | {Container})";
}
