using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Local.Fleet;

public static class LocalFleetServices
{
    /// <summary>
    /// Adds the fleet of in-process workers (<see cref="IFleet"/>), its scaling, its history, the workers' board
    /// (<see cref="IWorkerBoard"/>) and the wake (<see cref="IFleetWaker"/>). The container must have an <see cref="Core.Jobs.IJobQueue"/>.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Has the sections <c>Fleet</c> and <c>LocalFleet</c>.</param>
    /// <param name="createWorker">Makes the worker of an instance, by the instance's name. It must be quick: it runs under the fleet's lock.</param>
    public static IServiceCollection AddLocalFleet(
        this IServiceCollection services,
        IConfiguration configuration,
        Func<IServiceProvider, string, IInstanceWorker> createWorker)
    {
        services.AddOptions<FleetOptions>().Bind(configuration.GetSection(FleetOptions.Section)).ValidateOnStart();
        services.AddOptions<LocalFleetOptions>().Bind(configuration.GetSection(LocalFleetOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FleetOptions>, FleetOptionsValidator>();
        services.AddSingleton<IValidateOptions<LocalFleetOptions>, LocalFleetOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(provider => new AcceleratedTime(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<LocalFleetOptions>>().Value.Speed));
        services.AddSingleton<Func<string, IInstanceWorker>>(provider => instance => createWorker(provider, instance));
        services.AddSingleton<LocalFleet>();
        services.AddSingleton<IFleet>(provider => provider.GetRequiredService<LocalFleet>());
        services.AddSingleton<FleetHistory>();
        services.AddSingleton<IFleetMemory, LocalFleetMemory>();
        services.AddSingleton<IQueueAge, UnknownQueueAge>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<FleetControl>(provider, provider.GetRequiredService<AcceleratedTime>()));
        services.AddSingleton<LocalScaling>();
        services.AddSingleton<IFleetWaker, FleetWake>();
        services.AddSingleton<WorkerBoard>();
        services.AddSingleton<IWorkerBoard>(provider => provider.GetRequiredService<WorkerBoard>());
        return services.AddHostedService<LocalFleetService>();
    }
}
