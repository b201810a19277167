using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TelegramAI.Aws;
using TelegramAI.Chat;
using TelegramAI.Core.Fleet;
using TelegramAI.Worker.Board;
using TelegramAI.Worker.Health;
using TelegramAI.YouTube;

namespace TelegramAI.Worker.Hosting;

internal static class WorkerServices
{
    /// <summary>The ports on AWS, YouTube, the chat, and one worker that takes jobs as long as the program runs.</summary>
    public static IServiceCollection AddWorkerOnAws(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddAwsQueue(configuration).AddAwsDocuments(configuration).AddAwsVideoFiles(configuration);
        services.AddChat(configuration);

        services.AddYouTube(configuration);
        services.AddOptions<YouTubeOptions>().PostConfigure(youTube => youTube.Scratch = ScratchOf(youTube));

        services.AddSingleton<WorkerBoard>();
        services.AddSingleton<IWorkerBoard>(provider => provider.GetRequiredService<WorkerBoard>());
        services.AddJobWorkers(configuration);
        services.AddSingleton(provider => provider.CreateJobWorker($"{Environment.MachineName}-{Environment.ProcessId}"));
        services.AddHostedService<WorkerService>();
        services.AddHealth(configuration);

        // The host must not cut off what the worker's own grace allows.
        services.AddOptions<HostOptions>().Configure<IOptions<WorkerOptions>>((host, worker) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(worker.Value.GraceSeconds + 30));
        return services;
    }

    /// <summary>The token is in the named secret, or, on a machine without one, in the settings.</summary>
    private static void AddChat(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["Telegram:SecretId"]) && !string.IsNullOrEmpty(configuration["Telegram:Token"]))
            services.AddTelegramChat(configuration);
        else
            services.AddBotSecret(configuration).AddTelegramChatOfSecret(configuration);
    }

    /// <summary>A folder of this process alone: it is swept at the start.</summary>
    private static string ScratchOf(YouTubeOptions options) =>
        options.Scratch is { Length: > 0 } named ? named : Path.Combine(Path.GetTempPath(), $"telegramai-{Environment.ProcessId}");
}
