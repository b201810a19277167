using System.Net;
using YoutubeExplode.Search;
using YoutubeExplode.Videos;

namespace YoutubeExplode;

/// <summary>The entrance: videos, their streams and search.</summary>
public class YoutubeClient : IDisposable
{
    /// <summary>Works through the given client, which stays the caller's to dispose.</summary>
    public YoutubeClient(HttpClient http, IReadOnlyList<Cookie> initialCookies)
    {
        Videos = new VideoClient(http);
        Search = new SearchClient(http);
        _ = initialCookies;
    }

    /// <inheritdoc cref="YoutubeClient(HttpClient, IReadOnlyList{Cookie})"/>
    public YoutubeClient(HttpClient http)
        : this(http, [])
    {
    }

    public YoutubeClient(IReadOnlyList<Cookie> initialCookies)
        : this(new HttpClient(), initialCookies)
    {
    }

    public YoutubeClient()
        : this(new HttpClient())
    {
    }

    public VideoClient Videos { get; }

    public SearchClient Search { get; }

    public void Dispose() => GC.SuppressFinalize(this);
}
