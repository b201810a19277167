using YoutubeExplode.Common;
using YoutubeExplode.Videos.ClosedCaptions;

namespace YoutubeExplode.Videos.Streams;

/// <summary>One way to get a video's media: where it is and what it is.</summary>
public interface IStreamInfo
{
    /// <summary>Where the media is. It works for some hours, and for the address that asked.</summary>
    string Url { get; }

    Container Container { get; }

    FileSize Size { get; }

    Bitrate Bitrate { get; }
}

/// <summary>A stream with sound.</summary>
public interface IAudioStreamInfo : IStreamInfo
{
    string AudioCodec { get; }

    Language? AudioLanguage { get; }

    bool? IsAudioLanguageDefault { get; }
}

/// <summary>A stream with pictures.</summary>
public interface IVideoStreamInfo : IStreamInfo
{
    string VideoCodec { get; }

    VideoQuality VideoQuality { get; }

    Resolution VideoResolution { get; }

    /// <summary>Whether YouTube made it from a smaller picture.</summary>
    bool IsVideoUpscaled { get; }
}
