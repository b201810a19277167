using YoutubeExplode.Common;

namespace YoutubeExplode.Search;

/// <summary>Something that a search found.</summary>
public interface ISearchResult : IBatchItem
{
    string Url { get; }

    string Title { get; }
}
