namespace TelegramAI.Core.Videos;

/// <summary>
/// Reads what people really send: links to YouTube in every form, inside whatever else a message says, or words to search for. An
/// id without a link is not read: <c>hello_world</c> has eleven characters too.
/// </summary>
public static class VideoRequestReader
{
    /// <summary>What one message may ask for; more is left out and counted.</summary>
    public const int MaxRequests = 50;

    /// <summary>Reads a message in time that grows with its length only. Never throws.</summary>
    public static VideoRequestReading Read(string? text, IReadOnlyCollection<HiddenLink>? hiddenLinks = null)
    {
        text ??= "";
        var links = MessageLinks.Find(text);
        var words = MessageWords.Read(text, links);

        if (hiddenLinks is { Count: > 0 })
        {
            links.AddRange(hiddenLinks.Select(hidden => new MessageLink(hidden.Position, hidden.Position, YouTubeLink.Read(hidden.Address))));
            links = [.. links.OrderBy(link => link.Start)];
        }

        var videos = links.Where(link => link.Target.Kind is LinkKind.Video).Select(link => link.Target.Video).Distinct().ToList();
        if (videos.Count > 0)
        {
            return new VideoRequestReading
            {
                Requests = [.. videos.Take(MaxRequests).Select(id => VideoRequest.ForVideo(id, words.MaxHeight))],
                LeftOut = Math.Max(0, videos.Count - MaxRequests),
            };
        }

        return Rejection(links, words) is { } rejection
            ? new VideoRequestReading { Rejection = rejection }
            : new VideoRequestReading { Requests = [VideoRequest.ForSearch(words.Search, words.MaxHeight)] };
    }

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
