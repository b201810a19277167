namespace TelegramAI.Core.Videos;

/// <summary>The limits of what this service downloads (section <c>Videos</c>).</summary>
public sealed class VideoOptions
{
    public const string Section = "Videos";

    /// <summary>The height that is chosen where a message asks for none, in lines.</summary>
    public int Height { get; set; } = 1080;

    /// <summary>The longest video that is taken, in minutes.</summary>
    public int MaxMinutes { get; set; } = 120;

    /// <summary>The largest video that is taken, in millions of bytes. One that is too large for the chat becomes a link.</summary>
    public int MaxMegabytes { get; set; } = 2000;

    /// <summary>
    /// The largest video that a bot may send into the chat, in millions of bytes. No setting: the chat's registration decides it by the
    /// server that the bot talks to.
    /// </summary>
    public int ChatMegabytes { get; set; } = 50;

    public long MaxBytes => MaxMegabytes * 1_000_000L;

    public long ChatBytes => Math.Min(ChatMegabytes, MaxMegabytes) * 1_000_000L;

    /// <summary>How long a download link works, in hours.</summary>
    public int LinkHours { get; set; } = 24;

    /// <summary>The height that a request means, in lines: what the bot looks for and what the worker chooses by.</summary>
    /// <param name="wanted">The height that its message asks for; null where it asks for none.</param>
    public int HeightOf(int? wanted) => wanted ?? Height;

    /// <summary>Whether a stored video is one that this service takes: the limits may be lower than when it was stored.</summary>
    public bool Allows(VideoManifest video) => video.Bytes <= MaxBytes && video.Duration <= TimeSpan.FromMinutes(MaxMinutes);
}
