using Microsoft.AspNetCore.Builder;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TelegramAI.Worker.Ec2.Telemetry;

namespace TelegramAI.Worker.Tests;

public sealed class TelemetryExportSpecs
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("http://127.0.0.1:4318", true)]
    public void Nothing_is_recorded_to_be_exported_unless_an_endpoint_is_named(string? endpoint, bool exports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;

        builder.AddTelemetry();

        Assert.Equal(exports, builder.Services.Any(service => service.ServiceType == typeof(TracerProvider)));
        Assert.Equal(exports, builder.Services.Any(service => service.ServiceType == typeof(MeterProvider)));
    }
}
