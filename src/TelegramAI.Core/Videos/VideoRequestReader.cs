namespace TelegramAI.Core.Videos;

/// <summary>
/// Reads what people really send: links to YouTube in every form, inside whatever else a message says, or words to search for. An
/// id without a link is not read: <c>hello_world</c> has eleven characters too.
/// </summary>
public static class VideoRequestReader
{
    /// <summary>What one message may ask for; more is left out and counted.</summary>
    public const int MaxRequests = 50;

    private const int LongestAddress = 60;

    /// <summary>Reads a message in time that grows with its length only. Never throws.</summary>
    public static VideoRequestReading Read(string? text, IReadOnlyCollection<HiddenLink>? hiddenLinks = null)
    {
        text ??= "";
        var links = MessageLinks.Find(text);
        var words = MessageWords.Read(text, links);

        if (hiddenLinks is { Count: > 0 })
        {
            links.AddRange(hiddenLinks.Select(hidden => new MessageLink(hidden.Position, hidden.Position, YouTubeLink.Read(hidden.Address), hidden.Address)));
            links = [.. links.OrderBy(link => link.Start)];
        }

        var videos = links.Zip(LinkHeights.Read(text, links))
            .Where(found => found.First.Target.Kind is LinkKind.Video)
            .Select(found => VideoRequest.ForVideo(found.First.Target.Video, found.Second))
            .DistinctBy(request => request.VideoId)
            .ToList();
        if (videos.Count > 0)
        {
            return new VideoRequestReading
            {
                Requests = [.. videos.Take(MaxRequests)],
                LeftOut = Math.Max(0, videos.Count - MaxRequests),
                Ignored = [.. links.Select(link => Ignored(link, text)).OfType<IgnoredLink>().Distinct().Take(MaxRequests)],
            };
        }

        return Rejection(links, words) is { } rejection
            ? new VideoRequestReading { Rejection = rejection }
            : new VideoRequestReading { Requests = [VideoRequest.ForSearch(words.Search, words.MaxHeight)] };
    }

    /// <summary>A link beside videos that asks for none; null for one that does, and for what may just as well be words.</summary>
    private static IgnoredLink? Ignored(MessageLink link, string text) => link.Target.Kind switch
    {
        LinkKind.NotOneVideo => new IgnoredLink(Shortened(link.AddressIn(text)), RequestRejection.NotOneVideo),
        LinkKind.Broken => new IgnoredLink(Shortened(link.AddressIn(text)), RequestRejection.BrokenLink),
        LinkKind.Foreign when !link.IsBare => new IgnoredLink(Shortened(link.AddressIn(text)), RequestRejection.NotYouTube),
        _ => null,
    };

    private static string Shortened(string address) => address.Length <= LongestAddress ? address : address[..(LongestAddress - 1)] + "…";

    private static RequestRejection? Rejection(List<MessageLink> links, MessageWords words)
    {
        if (links.Exists(link => link.Target.Kind is LinkKind.NotOneVideo))
            return RequestRejection.NotOneVideo;

        if (links.Exists(link => link.Target.Kind is LinkKind.Broken))
            return RequestRejection.BrokenLink;

        var canSearch = words.Search.Length > 0;
        return links.Count switch
        {
            0 => canSearch ? null : RequestRejection.Empty,
            _ => canSearch && words.HasWordsBesideLinks ? null : RequestRejection.NotYouTube,
        };
    }
}
