using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using TelegramAI.Chat.Bot;
using TelegramAI.Chat.Messages;
using TelegramAI.Chat.Polling;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat;

public static class TelegramServices
{
    /// <summary>
    /// Adds <see cref="ChatBot"/>, configured by the section <c>Telegram</c>. It also needs the queue, the documents, the fleet's waker and
    /// the jobs' cancellation of its host.
    /// </summary>
    public static IServiceCollection AddChatBot(this IServiceCollection services, IConfiguration configuration)
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

        // Bot and worker choose videos by it, on AWS and on one machine.
        services.AddOptions<VideoOptions>()
            .PostConfigure(videos => videos.ChatMegabytes = UploadLimit.MegabytesAt(section[nameof(TelegramOptions.BaseUrl)]));

        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SentVideos>();
        services.TryAddSingleton<BotIdentity>();
        services.TryAddSingleton<JobLedger>();
        services.TryAddSingleton<ChatGate>();
        services.TryAddSingleton<KnownVideoDelivery>();
        services.TryAddSingleton<QueuedMessage>();
        services.TryAddSingleton<WaitingLine>();
        services.TryAddSingleton<DownloadQueue>();
        services.TryAddSingleton<JobRights>();
        services.TryAddSingleton<ChatBot>();
        return services;
    }

    /// <summary>Adds <see cref="ChatBot"/>, the client of the configured token and its <see cref="IChat"/>.</summary>
    public static IServiceCollection AddTelegramChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChatBot(configuration);
        services.AddTelegramClients();
        services.TryAddSingleton<ITelegramBotClient>(provider =>
            provider.GetRequiredService<TelegramClients>().Create(provider.GetRequiredService<IOptions<TelegramOptions>>().Value.Token));
        services.TryAddSingleton<TelegramChat>();
        services.TryAddSingleton<IChat>(provider => provider.GetRequiredService<TelegramChat>());
        services.TryAddSingleton<IChatMembers>(provider => provider.GetRequiredService<TelegramChat>());
        return services;
    }

    /// <summary>Adds <see cref="ChatBot"/> and an <see cref="IChat"/> whose token is one of the host's <see cref="IBotSecrets"/>.</summary>
    public static IServiceCollection AddTelegramChatOfSecret(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChatBot(configuration);
        services.AddTelegramClients();
        services.TryAddSingleton<RenewingChat>();
        services.TryAddSingleton<IChat>(provider => provider.GetRequiredService<RenewingChat>());
        services.TryAddSingleton<IChatMembers>(provider => provider.GetRequiredService<RenewingChat>());
        return services;
    }

    /// <summary>Adds the poller, where no webhook can reach.</summary>
    public static IServiceCollection AddTelegramPolling(this IServiceCollection services) => services.AddHostedService<UpdatePoller>();

    private static void AddTelegramClients(this IServiceCollection services)
    {
        // The token is part of every address, so nothing may log addresses; and an upload takes as long as it takes.
        services.AddHttpClient(TelegramClients.HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),

                // Don't propagate trace headers to third parties.
                ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.TryAddSingleton<TelegramClients>();
    }

    /// <summary>One variable may hold a whole list: "1, 2 3".</summary>
    private static void AddList(string? ids, IList<string> list)
    {
        foreach (var id in (ids ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            list.Add(id);
    }
}
