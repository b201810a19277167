namespace YoutubeExplode.Search;

/// <summary>What a search looks for.</summary>
public enum SearchFilter
{
    None,
    Video,
    Playlist,
    Channel,
}
