using System.Net;
using YoutubeExplode.Http;

namespace YoutubeExplode.Videos.Streams;

/// <summary>Asks for a stream's last bytes: YouTube lists streams that are gone, or shorter than promised.</summary>
internal sealed class StreamTail(HttpClient http)
{
    /// <summary>The stream's length in bytes; null when it is not there.</summary>
    /// <exception cref="HttpRequestException">The server refused for another reason.</exception>
    public async ValueTask<long?> MeasureAsync(string url, long? promised, CancellationToken cancellationToken)
    {
        if ((promised ?? await AskLengthAsync(url, cancellationToken)) is not { } length) return null;

        var tail = UrlQuery.With(url, "range", $"{Math.Max(0, length - 2)}-{length - 1}");
        using var response = await http.GetAsync(tail, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return IsThere(response) ? length : null;
    }

    private async ValueTask<long?> AskLengthAsync(string url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, url);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return IsThere(response) ? response.Content.Headers.ContentLength : null;
    }

    private static bool IsThere(HttpResponseMessage response) =>
        response.StatusCode is not HttpStatusCode.NotFound && response.EnsureSuccessStatusCode().IsSuccessStatusCode;
}
