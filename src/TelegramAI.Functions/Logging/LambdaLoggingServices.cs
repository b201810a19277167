using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Functions.Logging;

internal static class LambdaLoggingServices
{
    /// <summary>Logs by Lambda's own logger, which knows the format, the level and the request. AWS_LAMBDA_LOG_LEVEL chooses the level.</summary>
    public static IServiceCollection AddLambdaLogging(this IServiceCollection services) => services.AddLogging(logging => logging
        .SetMinimumLevel(LogLevel.Trace)
        .AddFilter("System.Net.Http", LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddProvider(new LambdaLoggerProvider()));
}
