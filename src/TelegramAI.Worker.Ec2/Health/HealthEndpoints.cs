using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

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
    string Worker,
    string Packages,
    string? Ffmpeg,
    int Slots,
    int Busy,
    bool Draining,
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
            ResponseWriter = static (context, report) => context.Response.WriteAsJsonAsync(report.Entries[WorkCheck.Name].Data[WorkCheck.Name], context.RequestAborted),
        });
    }
}
