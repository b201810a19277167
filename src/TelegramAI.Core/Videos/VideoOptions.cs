namespace TelegramAI.Core.Videos;

/// <summary>The limits of what this service downloads (section <c>Videos</c>).</summary>
public sealed class VideoOptions
{
    public const string Section = "Videos";

    /// <summary>The height that is chosen where a message asks for none, in lines.</summary>
    public int Height { get; set; } = 1080;

    /// <summary>The longest video that is taken, in minutes.</summary>
    public int MaxMinutes { get; set; } = 120;

    /// <summary>The largest video that is taken, in millions of bytes.</summary>
    public int MaxMegabytes { get; set; } = 2000;

    /// <summary>How long a download link works, in hours.</summary>
    public int LinkHours { get; set; } = 24;
}
