namespace TelegramAI.Core.Videos;

/// <summary>What was chosen where a video can't be had in the height that was wanted.</summary>
/// <param name="Format">The format that was stored instead.</param>
/// <param name="Note">Why, as a sentence for the reader, where there is one to tell.</param>
/// <param name="Until">When it has to be chosen anew: YouTube adds higher formats to a video in its first hours.</param>
internal sealed record VideoChoice(VideoFormat Format, string? Note, DateTimeOffset Until)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
}
