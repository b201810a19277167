using YoutubeExplode.Common;

namespace YoutubeExplode.Search;

/// <summary>Searches YouTube.</summary>
public class SearchClient(HttpClient http)
{
    public IAsyncEnumerable<Batch<ISearchResult>> GetResultBatchesAsync(
        string searchQuery, SearchFilter searchFilter, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(http.ToString());

    public IAsyncEnumerable<Batch<ISearchResult>> GetResultBatchesAsync(string searchQuery, CancellationToken cancellationToken = default) =>
        GetResultBatchesAsync(searchQuery, SearchFilter.None, cancellationToken);

    public IAsyncEnumerable<ISearchResult> GetResultsAsync(string searchQuery, CancellationToken cancellationToken = default) =>
        GetResultBatchesAsync(searchQuery, cancellationToken).SelectMany(batch => batch.Items);

    public IAsyncEnumerable<VideoSearchResult> GetVideosAsync(string searchQuery, CancellationToken cancellationToken = default) =>
        GetResultBatchesAsync(searchQuery, SearchFilter.Video, cancellationToken).SelectMany(batch => batch.Items).OfType<VideoSearchResult>();
}
