using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace TelegramAI.Aws.Videos;

/// <summary>The HTTP client that sends parts. It logs no requests: their addresses are signed.</summary>
internal static class PartHttpServices
{
    public const string Client = "S3.Parts";

    /// <param name="services">Where the client is added.</param>
    /// <param name="timeout">How long a part may take.</param>
    public static void AddPartHttp(this IServiceCollection services, TimeSpan timeout) => services
        .AddHttpClient(Client, http => http.Timeout = timeout)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,

            // Another host is not the one that the address was signed for.
            AllowAutoRedirect = false,

            // Don't propagate trace headers to third parties.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
