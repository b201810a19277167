using TelegramAI.Core.Videos;
using YoutubeExplode;
using YoutubeExplode.Videos;
using YoutubeExplode.Videos.Streams;
using VideoId = TelegramAI.Core.Videos.VideoId;

namespace TelegramAI.YouTube.Resolving;

/// <summary>
/// YouTube's pages and player through YoutubeExplode, with its failures in Core's words. Each question gets a client of its
/// own: a client keeps the visitor that YouTube made it, and with it any refusal.
/// </summary>
internal sealed class YouTubeApi(IHttpClientFactory http)
{
    // Enough to pass over the broadcasts that a search often begins with.
    private const int SearchDepth = 10;

    /// <summary>The first video that a search finds; one that is being broadcast only where it finds nothing else.</summary>
    public Task<VideoId> SearchAsync(string words, CancellationToken cancellationToken) => AskAsync(
        async youtube =>
        {
            VideoId? first = null;
            var seen = 0;
            await foreach (var hit in youtube.Search.GetVideosAsync(words, cancellationToken))
            {
                // YoutubeExplode takes any letter for part of an id.
                if (!VideoId.TryParse(hit.Id.Value, provider: null, out var id))
                    continue;

                if (hit.Duration > TimeSpan.Zero)
                    return id;

                first ??= id;
                if (++seen == SearchDepth)
                    break;
            }

            return first ?? throw new VideoUnavailableException(UnavailableReason.NothingFound, "The search found no video");
        },
        cancellationToken);

    /// <summary>What a video's page says of it.</summary>
    public Task<Video> VideoAsync(VideoId id, CancellationToken cancellationToken) =>
        AskAsync(youtube => youtube.Videos.GetAsync(id.ToString(), cancellationToken), cancellationToken);

    /// <summary>The streams of a video, at addresses that expire within hours.</summary>
    public Task<StreamManifest> StreamsAsync(VideoId id, CancellationToken cancellationToken) =>
        AskAsync(youtube => youtube.Videos.Streams.GetManifestAsync(id.ToString(), cancellationToken), cancellationToken);

    private async Task<T> AskAsync<T>(Func<YoutubeClient, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var youtube = new YoutubeClient(http.CreateClient(YouTubeHttpServices.Pages));
        try
        {
            return await ask(youtube);
        }
        catch (Exception exception) when (YouTubeErrors.IsExpected(exception, cancellationToken))
        {
            throw YouTubeErrors.ToVideoException(exception);
        }
    }
}
