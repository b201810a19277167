using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Testing.Telemetry;

/// <summary>Takes the traces and metrics that programs export over HTTP. https://opentelemetry.io/docs/specs/otlp/#otlphttp</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ExportedSpan> _spans = new();
    private readonly ConcurrentQueue<ExportedMetric> _metrics = new();

    private OtlpCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The environment variables with which a program exports so rarely that all that comes soon was exported because it stopped.</summary>
    public static IReadOnlyDictionary<string, string> Rarely { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_BSP_SCHEDULE_DELAY"] = "600000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "600000",
    };

    public IReadOnlyList<ExportedSpan> Spans => [.. _spans];

    public IReadOnlyList<ExportedMetric> Metrics => [.. _metrics];

    public static async Task<OtlpCollector> StartAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", context => KeepAsync(context, collector._spans, ExportedSpan.Read));
        app.MapPost("/v1/metrics", context => KeepAsync(context, collector._metrics, ExportedMetric.Read));
        await app.StartAsync(cancellationToken);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static async Task KeepAsync<T>(HttpContext context, ConcurrentQueue<T> kept, Func<ProtoMessage, IEnumerable<T>> read)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        foreach (var item in read(new ProtoMessage(content.ToArray())))
            kept.Enqueue(item);

        // An empty answer says that all was taken.
        context.Response.ContentType = "application/x-protobuf";
    }
}
