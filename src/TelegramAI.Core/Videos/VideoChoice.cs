namespace TelegramAI.Core.Videos;

/// <summary>What was chosen where a video can't be had in the height that was wanted.</summary>
/// <param name="Format">The format that was stored instead.</param>
/// <param name="Reason">Why. Each request makes its own sentence of it.</param>
/// <param name="Until">When it has to be chosen anew.</param>
internal sealed record VideoChoice(VideoFormat Format, HeightReason? Reason, DateTimeOffset Until)
{
    private static readonly TimeSpan Youth = TimeSpan.FromDays(1);
    private static readonly TimeSpan LifetimeInYouth = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>
    /// How long a choice holds: YouTube adds higher formats to a video while it processes it, in its first hours. One whose age is not
    /// known may be young. https://support.google.com/youtube/answer/71674
    /// </summary>
    public static TimeSpan LifetimeOf(ResolvedVideo video, DateTimeOffset now) => now - video.PublishedAt > Youth ? Lifetime : LifetimeInYouth;
}
