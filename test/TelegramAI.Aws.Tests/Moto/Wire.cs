using System.Net;
using Amazon.Runtime;

namespace TelegramAI.Aws.Tests.Moto;

/// <summary>What stands between an AWS client, or the sender of parts, and moto: it may answer itself, or lose an answer. It counts the requests.</summary>
/// <param name="exchange">Gets a request and what sends it on, and gives the answer.</param>
public sealed class Wire(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> exchange) : HttpClientFactory, IHttpClientFactory
{
    private int _requests;

    /// <summary>Passes everything on.</summary>
    public Wire()
        : this((_, send) => send())
    {
    }

    public int Requests => Volatile.Read(ref _requests);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public HttpClient CreateClient(string name) => new(new Handler(this));

    public static HttpResponseMessage Answer(HttpStatusCode status, string type, string body) =>
        new(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, type) };

    private sealed class Handler(Wire wire) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref wire._requests);
            return wire.Exchange(request, () => base.SendAsync(request, cancellationToken));
        }
    }

    private Task<HttpResponseMessage> Exchange(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send) => exchange(request, send);
}
