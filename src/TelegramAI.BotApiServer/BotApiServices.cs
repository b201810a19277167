using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.BotApiServer.Files;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Profile;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.BotApiServer.Updates;
using TelegramAI.BotApiServer.Webhooks;

namespace TelegramAI.BotApiServer;

public static class BotApiServices
{
    /// <summary>
    /// Adds the small Bot API server. For others in this process: <see cref="LocalChats"/> and <see cref="LocalGroups"/> are the people's side,
    /// <see cref="BotApiFaults"/> makes calls fail, <see cref="BotApiCounts"/> counts them. The host's start throws <see cref="ChatDataException"/> where the data folder can't be used.
    /// </summary>
    public static IServiceCollection AddBotApi(this IServiceCollection services, Action<BotApiOptions>? configure = null)
    {
        services.AddOptions<BotApiOptions>().BindConfiguration(BotApiOptions.Section).Configure(configure ?? (_ => { })).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotApiOptions>, BotApiOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(WebhookDelivery.Client)
            // Telegram follows no redirects either.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
            .RemoveAllLoggers();

        services.AddSingleton<ChatEvents>();
        services.AddSingleton(provider => ChatDatabase.Open(
            provider.GetRequiredService<IOptions<BotApiOptions>>().Value.DataFolder,
            provider.GetRequiredService<ChatEvents>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FileStore>();
        services.AddSingleton(provider => new ChatRetention(provider.GetRequiredService<ChatDatabase>(), provider.GetRequiredService<FileStore>()));
        services.AddSingleton<BotProfile>();
        services.AddSingleton<MessageComposer>();
        services.AddSingleton(provider => new LocalChats(
            provider.GetRequiredService<ChatDatabase>(),
            provider.GetRequiredService<FileStore>(),
            provider.GetRequiredService<BotProfile>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LocalGroups(provider.GetRequiredService<ChatDatabase>(), provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<BotApiFaults>();
        services.AddSingleton<BotApiCounts>();
        services.AddSingleton<SendLimits>();
        services.AddSingleton<BotCallReader>();
        services.AddSingleton<BotMethods>();
        services.AddSingleton<BotApiHandler>();
        services.AddSingleton<IBotMethods, MessageMethods>();
        services.AddSingleton<IBotMethods, DeletionMethods>();
        services.AddSingleton<IBotMethods, ReactionMethods>();
        services.AddSingleton<IBotMethods, VideoMethods>();
        services.AddSingleton<IBotMethods, MemberMethods>();
        services.AddSingleton<IBotMethods, UpdateMethods>();
        services.AddSingleton<IBotMethods, CallbackMethods>();
        services.AddSingleton<IBotMethods, WebhookMethods>();
        services.AddSingleton<IBotMethods, ProfileMethods>();

        services.AddHostedService<BotApiStart>();
        services.AddHostedService<WebhookDelivery>();
        return services;
    }

    /// <summary>Opens the data before anything is served, so that a folder that can't be used ends the start with its reason.</summary>
    private sealed class BotApiStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            services.GetRequiredService<FileStore>().SweepAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
