namespace TelegramAI.YouTube;

/// <summary>How YouTube is reached and how its videos are downloaded (section <c>YouTube</c>).</summary>
public sealed class YouTubeOptions
{
    public const string Section = "YouTube";

    /// <summary>The value of <see cref="Ffmpeg"/> that uses no ffmpeg even where there is one.</summary>
    public const string NoFfmpeg = "none";

    /// <summary>Where YouTube is: requests for <c>https://www.youtube.com</c> go here instead.</summary>
    public string BaseUrl { get; set; } = "https://www.youtube.com";

    /// <summary>The proxy that all of YouTube is reached through (<c>http://user:password@host:port</c>, <c>socks5://host:port</c>); none where empty.</summary>
    public string? Proxy { get; set; }

    /// <summary>ffmpeg's path; empty to look for it on PATH, <c>none</c> to do without.</summary>
    public string? Ffmpeg { get; set; }

    /// <summary>A run of ffmpeg that is not done after so long is ended, in seconds. To copy two gigabytes takes a few minutes at most.</summary>
    public double FfmpegSeconds { get; set; } = 600;

    /// <summary>
    /// The address space that one run of ffmpeg may have on Linux, in MiB. It is more than the memory that ffmpeg uses, because libraries
    /// and stacks count in full.
    /// </summary>
    public int FfmpegMemoryMegabytes { get; set; } = 1024;

    /// <summary>The folder in which video and audio meet before they are one file. The host names one that is its own.</summary>
    public string Scratch { get; set; } = "";

    /// <summary>How many segments of a stream are downloaded at once.</summary>
    public int Segments { get; set; } = 4;

    /// <summary>
    /// The size of a segment. A download holds at most <see cref="Segments"/> of them in memory. YouTube slows down answers of
    /// ten million bytes and more.
    /// </summary>
    public int SegmentBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How often one segment is tried in all; a later try goes on where the one before it ended.</summary>
    public int Tries { get; set; } = 6;

    /// <summary>The wait before a segment's second try, in milliseconds; each later wait doubles.</summary>
    public int RetryMilliseconds { get; set; } = 250;

    /// <summary>A connection on which no byte has come for so long is given up, in seconds.</summary>
    public double StallSeconds { get; set; } = 30;

    internal TimeSpan FfmpegLimit => TimeSpan.FromSeconds(FfmpegSeconds);

    internal TimeSpan Stall => TimeSpan.FromSeconds(StallSeconds);
}
