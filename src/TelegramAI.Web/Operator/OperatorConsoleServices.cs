using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TelegramAI.Web.Operator;

public static class OperatorConsoleServices
{
    /// <summary>Adds what the console needs, except the host's own <see cref="IOperatorView"/>.</summary>
    public static IServiceCollection AddOperatorConsole(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, OperatorJson.Default));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OperatorFeed>();
        return services;
    }
}
