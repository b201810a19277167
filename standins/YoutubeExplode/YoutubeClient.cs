using System.Net;
using YoutubeExplode.Http;
using YoutubeExplode.Search;
using YoutubeExplode.Videos;

namespace YoutubeExplode;

/// <summary>The entrance: videos, their streams and search.</summary>
public class YoutubeClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpClient? _own;

    /// <summary>Works through the given client, which stays the caller's to dispose.</summary>
    public YoutubeClient(HttpClient http, IReadOnlyList<Cookie> initialCookies)
    {
        _http = new HttpClient(new YoutubeHttpHandler(http, new CookieJar(initialCookies, TimeProvider.System)));
        Videos = new VideoClient(_http);
        Search = new SearchClient(_http);
    }

    /// <inheritdoc cref="YoutubeClient(HttpClient, IReadOnlyList{Cookie})"/>
    public YoutubeClient(HttpClient http)
        : this(http, [])
    {
    }

    /// <summary>Works through a client of its own, with cookies such as those of a signed-in user.</summary>
    public YoutubeClient(IReadOnlyList<Cookie> initialCookies)
        : this(new HttpClient(), initialCookies, owned: true)
    {
    }

    /// <summary>Works through a client of its own.</summary>
    public YoutubeClient()
        : this([])
    {
    }

    private YoutubeClient(HttpClient http, IReadOnlyList<Cookie> initialCookies, bool owned)
        : this(http, initialCookies) => _own = owned ? http : null;

    public VideoClient Videos { get; }

    public SearchClient Search { get; }

    public void Dispose()
    {
        _http.Dispose();
        _own?.Dispose();
        GC.SuppressFinalize(this);
    }
}
