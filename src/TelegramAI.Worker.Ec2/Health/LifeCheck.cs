using Microsoft.Extensions.Diagnostics.HealthChecks;
using TelegramAI.Worker.Ec2.Startup;

namespace TelegramAI.Worker.Ec2.Health;

/// <summary>Whether the machine is of use: it is switched off where it is not.</summary>
internal sealed class LifeCheck(WorkerService worker) : IHealthCheck
{
    public const string Name = "life";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(worker.Death is { } death ? HealthCheckResult.Unhealthy(death) : HealthCheckResult.Healthy("alive"));
}
