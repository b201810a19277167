using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using TelegramAI.Chat.Messages;
using TelegramAI.Chat.Polling;
using TelegramAI.Chat.Replies;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat;

public static class TelegramChatRegistration
{
    private const string HttpClientName = "telegram";

    /// <summary>
    /// Adds the client, <see cref="IChat"/> and <see cref="ChatBot"/>, configured by the section <c>Telegram</c>. The bot also needs
    /// the queue, the fleet's waker and the jobs' cancellation of its host.
    /// </summary>
    public static IServiceCollection AddTelegramChat(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(TelegramOptions.Section);
        services.AddOptions<TelegramOptions>()
            .Configure(options =>
            {
                section.Bind(options);
                AddList(section[nameof(TelegramOptions.AllowedUsers)], options.AllowedUsers);
                AddList(section[nameof(TelegramOptions.Admins)], options.Admins);
            })
            .ValidateOnStart();

        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);

        // The token is part of every address, so nothing may log addresses; and an upload takes as long as it takes.
        services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        services.TryAddSingleton<ITelegramBotClient>(CreateClient);
        services.TryAddSingleton<IChat, TelegramChat>();
        services.TryAddSingleton<ChatBot>();
        return services;
    }

    /// <summary>Adds the poller, where no webhook can reach.</summary>
    public static IServiceCollection AddTelegramPolling(this IServiceCollection services) => services.AddHostedService<UpdatePoller>();

    private static TelegramBotClient CreateClient(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TelegramOptions>>().Value;
        var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);

        // What waits after "too many requests" knows how long it may: the jobs' own retries, never the client's.
        return new TelegramBotClient(new TelegramBotClientOptions(options.Token, options.BaseUrl) { RetryThreshold = 0, RetryCount = 1 }, http);
    }

    /// <summary>One variable may hold a whole list: "1, 2 3".</summary>
    private static void AddList(string? ids, IList<string> list)
    {
        foreach (var id in (ids ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            list.Add(id);
    }
}
