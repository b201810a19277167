using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TelegramAI.Core.Tracing;

namespace TelegramAI.Functions.Tracing;

/// <summary>
/// Exports what a function traces by OTLP, where the standard variable names an endpoint; nothing is made where it names none. All else about
/// it is also the standard's. https://opentelemetry.io/docs/specs/otel/protocol/exporter/
/// </summary>
public sealed partial class TraceExport : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Somebody waits for the answer: what can't be sent by then is lost, and the work it tells of is not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TracerProvider? _provider;
    private readonly ILogger<TraceExport> _logger;

    public TraceExport(ILogger<TraceExport> logger)
    {
        _logger = logger;
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
            _provider = Build();
    }

    /// <summary>
    /// Begins an invocation. Its end, which must be after the end of all that it traces, sends that: Lambda freezes a process that has answered.
    /// </summary>
    /// <returns>Null where nothing is exported.</returns>
    public IDisposable? Begin() => _provider is null ? null : new Invocation(this, _provider);

    public void Dispose() => _provider?.Dispose();

    private static TracerProvider Build() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService("telegramai-functions").AddEnvironmentVariableDetector())
        .AddSource(ServiceTrace.Name)
        .AddOtlpExporter()
        .Build();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The traces of this invocation could not be exported within {Seconds:0.0} s")]
    private partial void LogLost(double seconds);

    private sealed class Invocation(TraceExport export, TracerProvider provider) : IDisposable
    {
        public void Dispose()
        {
            if (!provider.ForceFlush((int)Patience.TotalMilliseconds))
                export.LogLost(Patience.TotalSeconds);
        }
    }
}
