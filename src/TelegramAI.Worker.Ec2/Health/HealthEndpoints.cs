using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TelegramAI.Worker.Ec2.Health;

/// <summary>How the worker is.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> where it can't work.</param>
/// <param name="Worker">The program's version.</param>
/// <param name="Packages">Which packages it was built with.</param>
/// <param name="Ffmpeg">ffmpeg's version; null where there is none.</param>
/// <param name="Slots">How many jobs it can have.</param>
/// <param name="Busy">How many it has.</param>
/// <param name="Draining">It takes no more.</param>
/// <param name="Reason">Why it can't work.</param>
internal sealed record HealthAnswer(
    string Status,
    object Worker,
    object Packages,
    object? Ffmpeg,
    object Slots,
    object Busy,
    object Draining,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>The health checks at their paths, on the loopback address only.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(HealthOptions.LifePath, new HealthCheckOptions
        {
            Predicate = check => check.Name is LifeCheck.Name,
            ResponseWriter = static (context, report) => context.Response.WriteAsync(report.Entries[LifeCheck.Name].Description ?? "", context.RequestAborted),
        });
        app.MapHealthChecks(HealthOptions.Path, new HealthCheckOptions
        {
            Predicate = check => check.Name is WorkCheck.Name,
            ResponseWriter = static (context, report) => context.Response.WriteAsJsonAsync(Answer(report.Entries[WorkCheck.Name]), context.RequestAborted),
        });
    }

    private static HealthAnswer Answer(HealthReportEntry work) => new(
        work.Status is HealthStatus.Healthy ? "healthy" : "unhealthy",
        work.Data[nameof(HealthAnswer.Worker)],
        work.Data[nameof(HealthAnswer.Packages)],
        work.Data.GetValueOrDefault(nameof(HealthAnswer.Ffmpeg)),
        work.Data[nameof(HealthAnswer.Slots)],
        work.Data[nameof(HealthAnswer.Busy)],
        work.Data[nameof(HealthAnswer.Draining)],
        work.Description);
}
