using TelegramAI.Core.Videos;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>Chooses the streams of a video that Telegram plays best.</summary>
internal static class StreamChooser
{
    /// <summary>The best choice that keeps to the wish: up to its height and size; the lowest there is where all are higher.</summary>
    /// <exception cref="VideoFormatUnavailableException">No stream is one that Telegram plays.</exception>
    /// <exception cref="VideoTooLargeException">Even the smallest is too large.</exception>
    public static StreamChoice Choose(StreamManifest manifest, Wish wish)
    {
        var choices = Choices(manifest, wish.CanMux);
        if (choices.Count == 0)
            throw new VideoFormatUnavailableException("YouTube offers no mp4 stream with picture and sound");

        var fitting = choices.Where(choice => choice.Bytes <= wish.MaxBytes).ToList();
        if (fitting.Count == 0)
            throw new VideoTooLargeException(choices.Min(choice => choice.Bytes), wish.MaxBytes);

        var lowest = fitting.Min(choice => choice.Height);
        var highest = Math.Max(wish.Height, lowest);
        return Best(fitting.Where(choice => choice.Height <= highest))!;
    }

    /// <summary>The best choice of exactly the wished height that is not too large, or null where there is none.</summary>
    public static StreamChoice? Find(StreamManifest manifest, Wish wish) =>
        Best(Choices(manifest, wish.CanMux).Where(choice => choice.Height == wish.Height && choice.Bytes <= wish.MaxBytes));

    // At the same height the whole stream wins: it needs no ffmpeg and no room on the disk.
    private static StreamChoice? Best(IEnumerable<StreamChoice> choices) => choices
        .OrderByDescending(choice => choice.Height)
        .ThenBy(choice => choice.Video.IsVideoUpscaled)
        .ThenBy(choice => choice.NeedsFfmpeg)
        .ThenByDescending(choice => choice.Video.VideoQuality.Framerate)
        .ThenByDescending(choice => choice.Video.Bitrate)
        .FirstOrDefault();

    // Telegram streams mp4 only, and H.264 everywhere; other codecs are better than nothing.
    private static List<StreamChoice> Choices(StreamManifest manifest, bool canMux)
    {
        var choices = Whole(manifest).Concat(canMux ? Split(manifest) : []).ToList();
        var h264 = choices.Where(choice => choice.IsH264).ToList();
        return h264.Count > 0 ? h264 : choices;
    }

    private static IEnumerable<StreamChoice> Whole(StreamManifest manifest)
    {
        IEnumerable<IVideoStreamInfo> muxed = manifest.GetMuxedStreams();

        // A video that was made without sound needs nothing put to its picture.
        var silent = manifest.GetAudioStreams().Any() ? [] : manifest.GetVideoOnlyStreams();
        return muxed.Concat(silent).Where(IsMp4).Select(video => new StreamChoice(video, Audio: null));
    }

    private static IEnumerable<StreamChoice> Split(StreamManifest manifest) =>
        Sound(manifest) is { } audio
            ? manifest.GetVideoOnlyStreams().Where(IsMp4).Select(video => new StreamChoice(video, audio))
            : [];

    private static AudioOnlyStreamInfo? Sound(StreamManifest manifest) => manifest.GetAudioOnlyStreams()
        .Where(IsMp4)
        .OrderByDescending(audio => audio.AudioCodec.StartsWith("mp4a", StringComparison.OrdinalIgnoreCase))
        .ThenByDescending(audio => audio.IsAudioLanguageDefault ?? true)
        .ThenByDescending(audio => audio.Bitrate)
        .FirstOrDefault();

    private static bool IsMp4(IStreamInfo stream) => stream.Container == Container.Mp4;
}
