using System.Net;
using YoutubeExplode.Exceptions;

namespace YoutubeExplode.Http;

/// <summary>Makes each request look as YouTube expects, and deals with its answers that no caller can use.</summary>
internal sealed class YoutubeHttpHandler(HttpClient http, CookieJar cookies) : HttpMessageHandler
{
    private const int Attempts = 6;

    private const string BrowserUserAgent =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/89.0.4389.114 Safari/537.36";

    /// <exception cref="RequestLimitExceededException">YouTube answered 429.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var copy = Prepare(request);
            // Read before it is sent: a handler below may redirect the message to another host.
            var uri = copy.RequestUri!;
            var response = await http.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            cookies.Remember(uri, response);

            if (response.StatusCode is HttpStatusCode.TooManyRequests)
            {
                response.Dispose();
                throw new RequestLimitExceededException(
                    "YouTube limits the requests from this address. Wait some hours, or give the client the cookies of a signed-in user.");
            }

            if (response.StatusCode < HttpStatusCode.InternalServerError || attempt == Attempts) return response;
            response.Dispose();
        }
    }

    // A message can be sent once only, so each attempt is a copy. The content is in memory and can be sent again.
    private HttpRequestMessage Prepare(HttpRequestMessage request)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        if (UrlQuery.Find(uri.AbsoluteUri, "hl") is null) uri = new Uri(UrlQuery.With(uri.AbsoluteUri, "hl", "en"));

        var copy = new HttpRequestMessage(request.Method, uri)
        {
            Content = request.Content,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        foreach (var (name, values) in request.Headers.NonValidated) copy.Headers.TryAddWithoutValidation(name, values);

        var origin = uri.GetLeftPart(UriPartial.Authority);
        AddIfMissing(copy, "Origin", origin);
        AddIfMissing(copy, "User-Agent", BrowserUserAgent);
        AddIfMissing(copy, "Cookie", cookies.HeaderFor(uri));
        AddIfMissing(copy, "Authorization", cookies.AuthorizationFor(uri, origin));
        return copy;
    }

    private static void AddIfMissing(HttpRequestMessage request, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && !request.Headers.NonValidated.Contains(name)) request.Headers.TryAddWithoutValidation(name, value);
    }
}
