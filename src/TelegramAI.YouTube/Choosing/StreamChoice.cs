using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>The streams that make a video: one that is whole, or a picture and a sound that ffmpeg puts together.</summary>
internal sealed record StreamChoice(IVideoStreamInfo Video, IAudioStreamInfo? Audio)
{
    /// <summary>Telegram plays H.264 everywhere, other codecs on some devices.</summary>
    public bool IsH264 => Video.VideoCodec.StartsWith("avc1", StringComparison.OrdinalIgnoreCase);

    /// <summary>A picture that is a file of its own comes in fragments, without an index: ffmpeg makes it one that can be sought in.</summary>
    public bool NeedsFfmpeg => Audio is not null || Video is VideoOnlyStreamInfo;

    /// <summary>What its sound is; a video without any has nothing that could be another's.</summary>
    public SoundTrack Track => (Audio ?? Video as IAudioStreamInfo)?.TrackOf() ?? SoundTrack.Original;

    /// <summary>The height by which YouTube names the quality: an upright 1080p video is 1920 pixels high.</summary>
    public int Height => Video.VideoQuality.MaxHeight;

    public long Bytes => Video.Size.Bytes + (Audio?.Size.Bytes ?? 0);
}
