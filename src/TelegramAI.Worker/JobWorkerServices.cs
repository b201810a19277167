using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Chats.Pace;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Worker.Polling;
using TelegramAI.Worker.Telemetry;

namespace TelegramAI.Worker;

public static class JobWorkerServices
{
    /// <summary>Adds what runs jobs. The host brings the adapters of Core's ports.</summary>
    public static IServiceCollection AddJobWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection(WorkerOptions.Section)).ValidateOnStart();
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section)).ValidateOnStart();
        services.AddOptions<StepOptions>().Bind(configuration.GetSection(StepOptions.Section)).ValidateOnStart();
        services.AddOptions<VideoOptions>().Bind(configuration.GetSection(VideoOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JobOptions>, JobOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StepOptions>, StepOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VideoOptions>, VideoOptionsValidator>());
        services.TryAddSingleton<JobLedger>();
        services.TryAddSingleton<ChatGate>();
        services.AddSingleton<VideoLibrary>();
        services.TryAddSingleton<IFleetSize, SoleProcess>();
        services.AddSingleton<BotPace>();
        services.AddSingleton<ChatTurns>();
        services.TryAddSingleton<WaitingLine>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<JobRunner>(provider, JobChat(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueuePlaces>(provider, JobChat(provider)));
        services.AddMetrics();
        services.AddSingleton<JobMeter>();
        services.TryAddSingleton<IWorkPermit, OpenPermit>();
        services.TryAddSingleton<IWorkerBoard, NullWorkerBoard>();
        services.TryAddSingleton<ICancelSignals, NoCancelSignals>();
        services.AddSingleton<CancelWatch>();
        services.AddSingleton<JobExecution>();
        return services;
    }

    private static IChat JobChat(IServiceProvider services)
    {
        var chat = services.GetRequiredService<IChat>();
        return services.GetRequiredService<IOptions<StepOptions>>().Value.KeepsToLimits ? ActivatorUtilities.CreateInstance<PacedChat>(services, chat) : chat;
    }

    /// <summary>Makes a worker. Each has its own slots.</summary>
    public static JobWorker CreateJobWorker(this IServiceProvider services, string name) =>
        ActivatorUtilities.CreateInstance<JobWorker>(services, name);
}
