using TelegramAI.Aws;
using TelegramAI.Chat;
using TelegramAI.Worker.Ec2.Instance;
using TelegramAI.YouTube;

namespace TelegramAI.Worker.Ec2.Startup;

/// <summary>What a worker on AWS is made of.</summary>
internal static class WorkerServices
{
    public static IServiceCollection AddWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddAwsQueue(configuration).AddAwsDocuments(configuration).AddAwsVideoFiles(configuration);
        services.AddChat(configuration);
        services.AddYouTube(configuration);
        services.AddInstance(configuration);
        services.AddJobWorkers(configuration);
        services.AddSingleton<WorkerService>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkerService>());

        // The last receive, the worker's own grace, and then the time in which it gives its jobs back. Read as it is, for a wrong one is told
        // with the others.
        var grace = configuration.GetValue($"{WorkerOptions.Section}:{nameof(WorkerOptions.GraceSeconds)}", new WorkerOptions().GraceSeconds);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(Math.Clamp(grace, 0, 1800)) + WorkerOptions.LastReceive + (2 * WorkerOptions.GiveBack));
        return services;
    }

    /// <summary>The token is a setting, or else one of AWS's secrets.</summary>
    private static void AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration["Telegram:Token"]))
            services.AddTelegramChat(configuration);
        else
            services.AddBotSecret(configuration).AddTelegramChatOfSecret(configuration);
    }
}
