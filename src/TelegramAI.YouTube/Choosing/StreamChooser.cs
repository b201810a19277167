using TelegramAI.Core.Videos;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>Chooses the streams of a video that Telegram plays best.</summary>
internal static class StreamChooser
{
    /// <summary>
    /// The best choice up to the wished height that fits into the chat, however low; where none does, the best that is taken at all, which
    /// becomes a link. The lowest there is where all are higher than wished.
    /// </summary>
    /// <exception cref="VideoFormatUnavailableException">No stream is one that Telegram plays.</exception>
    /// <exception cref="VideoTooLargeException">Even the smallest is too large.</exception>
    public static StreamChoice Choose(StreamManifest manifest, FormatPreference preference)
    {
        var choices = Choices(manifest, preference.CanMux);
        if (choices.Count == 0)
            throw new VideoFormatUnavailableException("YouTube offers no mp4 stream with picture and its original sound");

        return Choose(choices, preference) ?? throw new VideoTooLargeException(choices.Min(choice => choice.Bytes), preference.MaxBytes);
    }

    /// <summary>As <see cref="Choose(StreamManifest, FormatPreference)"/>; null where nothing can be chosen.</summary>
    public static StreamChoice? TryChoose(StreamManifest manifest, FormatPreference preference) => Choose(Choices(manifest, preference.CanMux), preference);

    /// <summary>The best choice of exactly the wished height that is not too large, or null where there is none.</summary>
    public static StreamChoice? Find(StreamManifest manifest, FormatPreference preference) =>
        Best(Fitting([.. Choices(manifest, preference.CanMux).Where(choice => choice.Height == preference.Height)], preference));

    private static StreamChoice? Choose(List<StreamChoice> choices, FormatPreference preference)
    {
        var fitting = Fitting(choices, preference);
        if (fitting.Count == 0)
            return null;

        var highest = Math.Max(preference.Height, fitting.Min(choice => choice.Height));
        return Best(fitting.Where(choice => choice.Height <= highest));
    }

    /// <summary>What fits into the chat; where nothing does, what is taken at all.</summary>
    private static List<StreamChoice> Fitting(List<StreamChoice> choices, FormatPreference preference)
    {
        var chat = choices.Where(choice => choice.Bytes <= Math.Min(preference.ChatBytes, preference.MaxBytes)).ToList();
        return chat.Count > 0 ? chat : [.. choices.Where(choice => choice.Bytes <= preference.MaxBytes)];
    }

    // At the same height the whole stream wins: it needs no ffmpeg and no room on the disk.
    private static StreamChoice? Best(IEnumerable<StreamChoice> choices) => choices
        .OrderByDescending(choice => choice.Height)
        .ThenBy(choice => choice.Video.IsVideoUpscaled)
        .ThenBy(choice => choice.NeedsFfmpeg)
        .ThenByDescending(choice => choice.Video.VideoQuality.Framerate)
        .ThenByDescending(choice => choice.Video.Bitrate)
        .FirstOrDefault();

    // Telegram streams mp4 only, and H.264 everywhere; other codecs are better than nothing. The right sound comes before both.
    private static List<StreamChoice> Choices(StreamManifest manifest, bool canMux)
    {
        var dubbed = IsDubbed(manifest);
        var choices = Whole(manifest).Concat(canMux ? Split(manifest) : []).Where(choice => choice.Track is not SoundTrack.AutomaticDub).ToList();
        if (choices.Count > 0)
        {
            var best = choices.Min(choice => Rank(choice.Track, dubbed));
            choices.RemoveAll(choice => Rank(choice.Track, dubbed) > best);
        }

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
        .OrderBy(audio => Rank(audio.TrackOf(), IsDubbed(manifest)))
        .ThenByDescending(audio => audio.AudioCodec.StartsWith("mp4a", StringComparison.OrdinalIgnoreCase))
        .ThenByDescending(audio => audio.IsAudioLanguageDefault ?? true)
        .ThenBy(audio => audio.IsLevelled())
        .ThenByDescending(audio => audio.Bitrate)
        .FirstOrDefault();

    private static bool IsDubbed(StreamManifest manifest) =>
        manifest.GetAudioStreams().Any(audio => audio.TrackOf() is SoundTrack.AutomaticDub or SoundTrack.Alternative);

    /// <summary>A sound that says nothing of itself is the original, unless the video has others: then it may be any of them.</summary>
    private static int Rank(SoundTrack track, bool dubbed) => track is SoundTrack.Unknown && !dubbed ? (int)SoundTrack.Original : (int)track;

    private static bool IsMp4(IStreamInfo stream) => stream.Container == Container.Mp4;
}
