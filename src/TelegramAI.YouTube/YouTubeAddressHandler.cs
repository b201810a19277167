using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube;

/// <summary>Sends requests for YouTube to the configured address: YoutubeExplode names the host itself.</summary>
internal sealed class YouTubeAddressHandler(IOptions<YouTubeOptions> options) : DelegatingHandler
{
    /// <summary>Where YouTube has the pictures of its videos.</summary>
    public const string Pictures = "img.youtube.com";

    private const string Host = "www.youtube.com";
    private readonly Uri _address = new(options.Value.BaseUrl);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // YouTube itself has its pictures elsewhere; whatever stands for it has all in one place.
        if (request.RequestUri is { } asked && (asked.Host is Host || (asked.Host is Pictures && _address.Host is not Host)))
            request.RequestUri = new Uri(_address, asked.PathAndQuery);

        return base.SendAsync(request, cancellationToken);
    }
}
