namespace TelegramAI.DemoYouTube.Catalogue;

/// <summary>Finds videos by words.</summary>
internal static class DemoSearch
{
    // They say nothing about which video is meant.
    private static readonly HashSet<string> General =
        new(["video", "videos", "demo", "youtube", "movie", "clip", "please", "the", "and", "for", "with"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The videos that have a word of the search in their title or description, those with most of them first.</summary>
    public static IReadOnlyList<DemoVideo> Find(string search)
    {
        var all = Words(search).ToList();
        var telling = all.Where(word => !General.Contains(word)).ToList();
        if (telling.Count == 0)
            return all.Count == 0 ? [] : [.. DemoCatalogue.Videos.Where(video => video.Kind is DemoVideoKind.Playable)];

        return
        [
            .. from video in DemoCatalogue.Videos
               where video.Kind is not (DemoVideoKind.Private or DemoVideoKind.Removed)
               let title = Words(video.Title).ToList()
               let rest = Words(video.Description).ToList()
               let rank = telling.Sum(word => Has(title, word) ? 2 : Has(rest, word) ? 1 : 0)
               where rank > 0
               orderby rank descending
               select video,
        ];
    }

    private static bool Has(List<string> words, string wanted) => words.Exists(word => word.StartsWith(wanted, StringComparison.OrdinalIgnoreCase));

    // Shorter words than three letters stand in every other sentence.
    private static IEnumerable<string> Words(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ').Where(word => word.Length >= 3);
}
