using Microsoft.Extensions.Options;
using TelegramAI.Aws;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>What a worker has of its machine.</summary>
internal static class InstanceServices
{
    public static IServiceCollection AddInstance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<InstanceOptions>, InstanceOptionsValidator>();
        services.AddOptions<InstanceOptions>().Bind(configuration.GetSection(InstanceOptions.Section)).ValidateOnStart();
        services.AddAwsInstanceLife(configuration);

        // It answers within milliseconds or not at all, and no proxy has it.
        services.AddHttpClient<InstanceMetadata>(http => http.Timeout = TimeSpan.FromSeconds(1))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<GroupRequests>();
        services.AddSingleton<InstanceMember>();
        services.AddSingleton<IWorkPermit>(provider => provider.GetRequiredService<InstanceMember>());
        services.AddSingleton<InstanceWatch>();
        return services;
    }
}
