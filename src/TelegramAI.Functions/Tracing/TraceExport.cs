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
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(1);

    private readonly TracerProvider? _provider;
    private readonly TimeProvider _time;
    private readonly ILogger<TraceExport> _logger;

    public TraceExport(TimeProvider time, ILogger<TraceExport> logger)
    {
        (_time, _logger) = (time, logger);
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

    /// <summary>The provider says whether the exporter took the traces, and not whether it could send them: only the time tells.</summary>
    private void Flush(TracerProvider provider)
    {
        var began = _time.GetTimestamp();
        provider.ForceFlush((int)CallTimeout.TotalMilliseconds);
        if (_time.GetElapsedTime(began) >= CallTimeout)
            LogLost(CallTimeout.TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The traces of this invocation could not be exported within {Seconds:0.0} s")]
    private partial void LogLost(double seconds);

    private sealed class Invocation(TraceExport export, TracerProvider provider) : IDisposable
    {
        public void Dispose() => export.Flush(provider);
    }
}
