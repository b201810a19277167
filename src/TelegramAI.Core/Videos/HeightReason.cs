namespace TelegramAI.Core.Videos;

/// <summary>Why a video was chosen in another height than was wanted.</summary>
public enum HeightReason
{
    /// <summary>Higher ones need ffmpeg, which is not there.</summary>
    FfmpegMissing,

    /// <summary>A higher one would be too large for the chat.</summary>
    TooLargeForChat,

    /// <summary>A higher one would be larger than this service takes at all.</summary>
    TooLarge,

    /// <summary>There is no higher one.</summary>
    HighestOffered,

    /// <summary>There is no lower one.</summary>
    LowestOffered,
}

/// <summary>Tells the reason to whoever asked, in one way for worker and bot.</summary>
public static class HeightNote
{
    /// <param name="reason">The reason; null where the height is the wanted one.</param>
    /// <param name="height">The chosen height.</param>
    /// <param name="asked">Whether the request names a height: what is offered at all concerns nobody who did not ask for another.</param>
    /// <param name="limits">The limits of this service.</param>
    public static string? Of(HeightReason? reason, int height, bool asked, VideoOptions limits) => reason switch
    {
        HeightReason.FfmpegMissing => $"{height}p, because ffmpeg is missing",
        HeightReason.TooLargeForChat => $"{height}p, because higher would be over {limits.ChatMegabytes} MB, the most that a bot may send here",
        HeightReason.TooLarge => $"{height}p, because higher would be over {limits.MaxMegabytes} MB, the most that this bot takes",
        HeightReason.HighestOffered when asked => $"{height}p, the highest there is in a format that Telegram plays",
        HeightReason.LowestOffered when asked => $"{height}p, the lowest there is in a format that Telegram plays",
        _ => null,
    };
}
