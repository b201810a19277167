using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace TelegramAI.Chat;

/// <summary>Makes clients of Telegram, or of the configured Bot API server. They share their connections.</summary>
public sealed class TelegramClients(IHttpClientFactory http, IOptions<TelegramOptions> options)
{
    internal const string HttpClientName = "telegram";

    /// <exception cref="ArgumentException">The token does not look like one.</exception>
    public ITelegramBotClient Create(string token) =>

        // What waits after "too many requests" knows how long it may: the jobs' own retries, never the client's.
        new TelegramBotClient(
            new TelegramBotClientOptions(token, options.Value.BaseUrl) { RetryThreshold = 0, RetryCount = 1 }, http.CreateClient(HttpClientName));
}
