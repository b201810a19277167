using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>The streams that make a video: one that is whole, or a picture and a sound that ffmpeg puts together.</summary>
internal sealed record StreamChoice(IVideoStreamInfo Video, IAudioStreamInfo? Audio)
{
    /// <summary>Telegram plays H.264 everywhere, other codecs on some devices.</summary>
    public bool IsH264 => Video.VideoCodec.StartsWith("avc1", StringComparison.OrdinalIgnoreCase);

    public bool NeedsFfmpeg => Audio is not null;

    /// <summary>The height by which YouTube names the quality: an upright 1080p video is 1920 pixels high.</summary>
    public int Height => Video.VideoQuality.MaxHeight;

    public long Bytes => Video.Size.Bytes + (Audio?.Size.Bytes ?? 0);
}
