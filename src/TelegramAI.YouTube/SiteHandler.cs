using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube;

/// <summary>Sends requests for YouTube to the configured address: YoutubeExplode names the host itself.</summary>
internal sealed class SiteHandler(IOptions<YouTubeOptions> options) : DelegatingHandler
{
    private const string Host = "www.youtube.com";
    private readonly Uri _site = new(options.Value.BaseUrl);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { Host: Host } asked)
            request.RequestUri = new Uri(_site, asked.PathAndQuery);

        return base.SendAsync(request, cancellationToken);
    }
}
