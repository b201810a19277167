using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TelegramAI.Worker.Health;

internal static class HealthEndpoint
{
    public const string Path = "/health";

    public static IServiceCollection AddHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HealthOptions>().Bind(configuration.GetSection(HealthOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        services.AddSingleton<FfmpegVersion>();
        services.AddSingleton<WorkerHealth>();
        return services;
    }

    /// <summary>200 with a <see cref="HealthReport"/>, or 503 with one where the worker can't work.</summary>
    public static void MapHealth(this WebApplication app) => app.MapGet(Path, async (WorkerHealth health, CancellationToken cancellationToken) =>
    {
        var report = await health.ReportAsync(cancellationToken);
        return TypedResults.Json(
            report, statusCode: report.Reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    });
}
