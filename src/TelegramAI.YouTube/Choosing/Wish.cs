using TelegramAI.Core.Videos;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>What is wanted of a video, and what can be done for it here.</summary>
internal sealed record Wish
{
    /// <summary>At most this height, in lines.</summary>
    public required int Height { get; init; }

    /// <summary>Whether somebody asked for this very height.</summary>
    public required bool Asked { get; init; }

    public required long MaxBytes { get; init; }

    /// <summary>Whether ffmpeg is there to put picture and sound together.</summary>
    public required bool CanMux { get; init; }

    public static Wish Of(int? height, VideoOptions options, bool canMux) => new()
    {
        Height = options.HeightOf(height),
        Asked = height is not null,
        MaxBytes = options.MaxMegabytes * 1_000_000L,
        CanMux = canMux,
    };

    /// <summary>Why the choice is not what was wanted, as a sentence for the reader; null where it is.</summary>
    public string? Note(StreamManifest manifest, StreamChoice choice)
    {
        var unlimited = this with { MaxBytes = long.MaxValue };
        if (!CanMux && StreamChooser.Choose(manifest, unlimited with { CanMux = true }).Height is var muxed && muxed <= Height && muxed > choice.Height)
            return $"{choice.Height}p, because ffmpeg is missing";

        if (StreamChooser.Choose(manifest, unlimited).Height is var large && large <= Height && large > choice.Height)
            return $"{choice.Height}p, because higher would be over {MaxBytes / 1_000_000} MB";

        if (!Asked || choice.Height == Height)
            return null;

        return choice.Height < Height
            ? $"{choice.Height}p, the highest there is in a format that Telegram plays"
            : $"{choice.Height}p, the lowest there is in a format that Telegram plays";
    }
}
