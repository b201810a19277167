using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube;

/// <summary>The HTTP clients that reach YouTube. Neither logs its requests: addresses of streams carry signatures.</summary>
internal static class YouTubeHttpServices
{
    /// <summary>For pages and the player's answers.</summary>
    public const string Pages = "YouTube.Pages";

    /// <summary>For the bytes of streams.</summary>
    public const string Media = "YouTube.Media";

    public static void AddYouTubeHttp(this IServiceCollection services)
    {
        services.AddTransient<YouTubeAddressHandler>();
        services.AddHttpClient(Pages, http => http.Timeout = TimeSpan.FromSeconds(30))
            .AddHttpMessageHandler<YouTubeAddressHandler>()
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider, DecompressionMethods.All))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        // A download has no length of time that is too long: a stalled connection is noticed read by read.
        services.AddHttpClient(Media, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler<YouTubeAddressHandler>()
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider, DecompressionMethods.None))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    private static SocketsHttpHandler Handler(IServiceProvider provider, DecompressionMethods decompression)
    {
        var options = provider.GetRequiredService<IOptions<YouTubeOptions>>().Value;
        return new SocketsHttpHandler
        {
            AutomaticDecompression = decompression,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false, // YoutubeExplode keeps its own.

            // Don't propagate trace headers to third parties.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            Proxy = ProxyAt(options.Proxy),
        };
    }

    /// <summary>Null leaves the choice to the environment's own proxy settings.</summary>
    private static WebProxy? ProxyAt(string? address)
    {
        if (string.IsNullOrEmpty(address))
            return null;

        var proxy = new UriBuilder(address);
        var credentials = proxy.UserName.Length == 0
            ? null
            : new NetworkCredential(Uri.UnescapeDataString(proxy.UserName), Uri.UnescapeDataString(proxy.Password));
        (proxy.UserName, proxy.Password) = ("", "");
        return new WebProxy(proxy.Uri) { Credentials = credentials };
    }
}
