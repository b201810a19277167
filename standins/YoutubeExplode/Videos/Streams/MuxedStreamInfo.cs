using YoutubeExplode.Common;
using YoutubeExplode.Videos.ClosedCaptions;

namespace YoutubeExplode.Videos.Streams;

/// <summary>A stream of pictures with sound.</summary>
public class MuxedStreamInfo(
    string url,
    Container container,
    FileSize size,
    Bitrate bitrate,
    string audioCodec,
    Language? audioLanguage,
    bool? isAudioLanguageDefault,
    string videoCodec,
    VideoQuality videoQuality,
    Resolution videoResolution,
    bool isVideoUpscaled) : IAudioStreamInfo, IVideoStreamInfo
{
    public MuxedStreamInfo(
        string url,
        Container container,
        FileSize size,
        Bitrate bitrate,
        string audioCodec,
        Language? audioLanguage,
        bool? isAudioLanguageDefault,
        string videoCodec,
        VideoQuality videoQuality,
        Resolution videoResolution)
        : this(
            url,
            container,
            size,
            bitrate,
            audioCodec,
            audioLanguage,
            isAudioLanguageDefault,
            videoCodec,
            videoQuality,
            videoResolution,
            isVideoUpscaled: false)
    {
    }

    public string Url { get; } = url;

    public Container Container { get; } = container;

    public FileSize Size { get; } = size;

    public Bitrate Bitrate { get; } = bitrate;

    public string AudioCodec { get; } = audioCodec;

    public Language? AudioLanguage { get; } = audioLanguage;

    public bool? IsAudioLanguageDefault { get; } = isAudioLanguageDefault;

    public string VideoCodec { get; } = videoCodec;

    public VideoQuality VideoQuality { get; } = videoQuality;

    public Resolution VideoResolution { get; } = videoResolution;

    public bool IsVideoUpscaled { get; } = isVideoUpscaled;

    public override string ToString() => $"Muxed ({VideoQuality} | {Container})";
}
