using YoutubeExplode.Videos.ClosedCaptions;

namespace YoutubeExplode.Videos.Streams;

/// <summary>A stream of sound without pictures.</summary>
public class AudioOnlyStreamInfo(
    string url,
    Container container,
    FileSize size,
    Bitrate bitrate,
    string audioCodec,
    Language? audioLanguage,
    bool? isAudioLanguageDefault) : IAudioStreamInfo
{
    public string Url { get; } = url;

    public Container Container { get; } = container;

    public FileSize Size { get; } = size;

    public Bitrate Bitrate { get; } = bitrate;

    public string AudioCodec { get; } = audioCodec;

    public Language? AudioLanguage { get; } = audioLanguage;

    public bool? IsAudioLanguageDefault { get; } = isAudioLanguageDefault;

    public override string ToString() => AudioLanguage is { } language ? $"Audio-only ({Container} | {language})" : $"Audio-only ({Container})";
}
