using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using YoutubeExplode.Bridge;
using YoutubeExplode.Channels;
using YoutubeExplode.Common;
using YoutubeExplode.Exceptions;

namespace YoutubeExplode.Search;

/// <summary>Searches YouTube. Of what it finds, videos are returned; playlists and channels are not.</summary>
public class SearchClient(HttpClient http)
{
    /// <summary>Pages of results, each asked for when it is wanted.</summary>
    public async IAsyncEnumerable<Batch<ISearchResult>> GetResultBatchesAsync(
        string searchQuery, SearchFilter searchFilter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await GetPageAsync(searchQuery, searchFilter, continuation, cancellationToken);
            var results = new List<ISearchResult>();
            foreach (var video in page.Videos)
            {
                var id = video.Id ?? throw new YoutubeExplodeException("Failed to extract the video ID.");
                if (!met.Add(id) || ChannelId.TryParse(video.ChannelId) is not { } channelId) continue;

                results.Add(new VideoSearchResult(
                    id,
                    video.Title ?? throw new YoutubeExplodeException("Failed to extract the video title."),
                    new Author(channelId, video.Author ?? throw new YoutubeExplodeException("Failed to extract the video author.")),
                    video.Duration,
                    [.. video.Thumbnails, .. Thumbnail.DefaultsOf(id)]));
            }

            yield return new Batch<ISearchResult>(results);
            continuation = page.ContinuationToken;
        }
        while (!string.IsNullOrWhiteSpace(continuation));
    }

    public IAsyncEnumerable<Batch<ISearchResult>> GetResultBatchesAsync(string searchQuery, CancellationToken cancellationToken = default) =>
        GetResultBatchesAsync(searchQuery, SearchFilter.None, cancellationToken);

    public IAsyncEnumerable<ISearchResult> GetResultsAsync(string searchQuery, CancellationToken cancellationToken = default) =>
        GetResultBatchesAsync(searchQuery, cancellationToken).SelectMany(batch => batch.Items);

    public IAsyncEnumerable<VideoSearchResult> GetVideosAsync(string searchQuery, CancellationToken cancellationToken = default) =>
        GetResultBatchesAsync(searchQuery, SearchFilter.Video, cancellationToken).SelectMany(batch => batch.Items).OfType<VideoSearchResult>();

    private async ValueTask<SearchResponse> GetPageAsync(
        string query, SearchFilter filter, string? continuation, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://www.youtube.com/youtubei/v1/search");
        request.Content = new StringContent(new JsonObject
        {
            ["query"] = query,
            ["params"] = ParametersOf(filter),
            ["continuation"] = continuation,
            ["context"] = new JsonObject
            {
                ["client"] = new JsonObject
                {
                    ["clientName"] = "WEB",
                    ["clientVersion"] = "2.20210408.08.00",
                    ["hl"] = "en",
                    ["gl"] = "US",
                    ["utcOffsetMinutes"] = 0,
                },
            },
        }.ToJsonString());

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new SearchResponse(JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken)));
    }

    private static string? ParametersOf(SearchFilter filter) => filter switch
    {
        SearchFilter.Video => "EgIQAQ%3D%3D",
        SearchFilter.Playlist => "EgIQAw%3D%3D",
        SearchFilter.Channel => "EgIQAg%3D%3D",
        _ => null,
    };
}
