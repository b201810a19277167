using TelegramAI.Core.Videos;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>What is wanted of a video, and what can be done for it here.</summary>
internal sealed record FormatPreference
{
    /// <summary>At most this height, in lines.</summary>
    public required int Height { get; init; }

    /// <summary>The most that the chat takes.</summary>
    public required long ChatBytes { get; init; }

    /// <summary>The most that is taken at all.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>Whether ffmpeg is there to put picture and sound together.</summary>
    public required bool CanMux { get; init; }

    public static FormatPreference Of(int? height, VideoOptions options, bool canMux) => new()
    {
        Height = options.HeightOf(height),
        ChatBytes = options.ChatBytes,
        MaxBytes = options.MaxBytes,
        CanMux = canMux,
    };

    /// <summary>Why the choice is not of the wished height; null where it is.</summary>
    public HeightReason? Reason(StreamManifest manifest, StreamChoice choice)
    {
        if (choice.Height == Height)
            return null;

        if (!CanMux && IsHigher(this with { CanMux = true }))
            return HeightReason.FfmpegMissing;

        if (IsHigher(this with { CanMux = true, ChatBytes = long.MaxValue, MaxBytes = long.MaxValue }))
            return choice.Bytes <= ChatBytes ? HeightReason.TooLargeForChat : HeightReason.TooLarge;

        return choice.Height < Height ? HeightReason.HighestOffered : HeightReason.LowestOffered;

        bool IsHigher(FormatPreference other) => StreamChooser.TryChoose(manifest, other) is { } better && better.Height <= Height && better.Height > choice.Height;
    }
}
