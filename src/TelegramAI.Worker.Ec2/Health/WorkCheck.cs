using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Packages;
using TelegramAI.Worker.Ec2.Startup;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.Worker.Ec2.Health;

/// <summary>Whether the worker can work, with what an operator wants to know of it.</summary>
internal sealed class WorkCheck(WorkerService worker, FfmpegProbe ffmpeg, IOptions<WorkerOptions> options) : IHealthCheck
{
    public const string Name = "work";

    private static readonly string Version =
        typeof(WorkCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static readonly string Packages = $"{BuiltPackages.Read()}";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = worker.Trouble;
        var answer = new HealthAnswer(
            trouble is null ? "healthy" : "unhealthy",
            Version,
            Packages,
            (await ffmpeg.FindAsync(cancellationToken))?.Version,
            options.Value.Slots,
            worker.Busy,
            worker.IsDraining,
            trouble);
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { [Name] = answer };
        return new HealthCheckResult(trouble is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, trouble, data: data);
    }
}
