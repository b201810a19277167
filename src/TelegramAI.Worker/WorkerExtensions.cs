using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Worker;

public static class WorkerExtensions
{
    /// <summary>Adds what runs jobs. The host brings the adapters of Core's ports.</summary>
    public static IServiceCollection AddJobWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection(WorkerOptions.Section)).ValidateOnStart();
        services.AddOptions<JobOptions>().Bind(configuration.GetSection(JobOptions.Section)).ValidateOnStart();
        services.AddOptions<StepOptions>().Bind(configuration.GetSection(StepOptions.Section)).ValidateOnStart();
        services.AddOptions<VideoOptions>().Bind(configuration.GetSection(VideoOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>();
        services.AddSingleton<IValidateOptions<JobOptions>, JobOptionsValidator>();
        services.AddSingleton<IValidateOptions<StepOptions>, StepOptionsValidator>();
        services.AddSingleton<IValidateOptions<VideoOptions>, VideoOptionsValidator>();
        services.AddSingleton<JobLedger>();
        services.AddSingleton<VideoLibrary>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobExecution>();
        return services;
    }

    /// <summary>Makes a worker. Each has its own slots.</summary>
    public static JobWorker CreateJobWorker(this IServiceProvider services, string name) =>
        ActivatorUtilities.CreateInstance<JobWorker>(services, name);
}
