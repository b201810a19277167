using OpenTelemetry;
using OpenTelemetry.Resources;
using TelegramAI.Core.Tracing;
using TelegramAI.Worker.Telemetry;

namespace TelegramAI.Worker.Ec2.Telemetry;

/// <summary>
/// Exports traces and metrics by OTLP, where the standard variable names an endpoint. All else about it is also the standard's.
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/
/// </summary>
internal static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            return;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("telegramai-worker").AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(ServiceTrace.Name))
            .WithMetrics(metrics => metrics.AddMeter(JobMeter.Name, "System.Runtime"))
            .UseOtlpExporter();
    }
}
