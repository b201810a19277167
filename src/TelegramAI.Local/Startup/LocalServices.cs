using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer;
using TelegramAI.Chat;
using TelegramAI.Chat.Polling;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Disk;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Queue;
using TelegramAI.Disk.Videos;
using TelegramAI.Local.ChatPage;
using TelegramAI.Local.Fleet;
using TelegramAI.Local.Operator;
using TelegramAI.Web.Operator;
using TelegramAI.Worker;
using TelegramAI.YouTube;

namespace TelegramAI.Local.Startup;

/// <summary>Everything of the service, on this machine.</summary>
internal static class LocalServices
{
    public static IServiceCollection AddLocal(this IServiceCollection services, IConfiguration configuration, DataFolder data, Uri address)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddLocalStores(data, address);

        // What a killed process held is taken back before anybody asks for work.
        services.AddHostedService<Recovery>();
        services.AddSingleton(new SoleOwner(DateTimeOffset.UtcNow));
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddHostedService<Retention>();

        services.AddTelegramChat(configuration);
        services.AddSingleton<UpdatePoller>();
        services.AddSingleton<ICancelSignals, NoCancelSignals>();
        services.AddSingleton<IJobCancellation, JobCancellation>();

        services.AddYouTube(configuration);
        services.AddJobWorkers(configuration);
        services.AddLocalFleet(configuration, (provider, name) => new InstanceWorker(provider.CreateJobWorker(name)));
        services.AddSingleton<DeadLetterHandler>();
        services.AddHostedService<DeadLetterConsumer>();

        services.AddOperatorConsole();
        services.AddSingleton<IOperatorView, LocalOperatorView>();
        return services;
    }

    /// <summary>Adds the page and its Bot API server, where the real Telegram is not served.</summary>
    public static IServiceCollection AddLocalChat(this IServiceCollection services)
    {
        services.AddBotApi();
        services.AddChatPage();
        return services;
    }

    private static void AddLocalStores(this IServiceCollection services, DataFolder data, Uri address)
    {
        services.AddSingleton(data);
        services.AddSingleton(provider => SqliteQueue.Open(
            data.QueueFile,
            new SqliteQueueOptions { Visibility = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<JobOptions>>().Value.VisibilitySeconds) },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteQueue>>()));
        services.AddSingleton<IJobQueue>(provider => provider.GetRequiredService<SqliteQueue>());

        // Opening them sweeps what a killed process left, so they are opened now and not by the first job.
        var links = new VideoLinks(LinkKey.Open(data.LinkKeyFile), () => address, TimeProvider.System);
        var files = new FolderVideoFiles(data.Videos, links);
        var documents = new FolderDocuments(data.Documents, TimeProvider.System);
        services.AddSingleton(documents);
        services.AddSingleton<IDocumentStore>(documents);
        services.AddSingleton(links);
        services.AddSingleton(files);
        services.AddSingleton<IVideoFiles>(files);
    }
}
