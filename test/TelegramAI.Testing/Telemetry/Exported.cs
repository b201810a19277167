namespace TelegramAI.Testing.Telemetry;

/// <summary>A part of a trace, as a program exported it.</summary>
public sealed record ExportedSpan(string Service, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto</summary>
    internal static IEnumerable<ExportedSpan> Read(ProtoMessage request) =>
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ExportedSpan(Attributes.ServiceOf(resource), span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Attributes.Read(span, 9));
}

/// <summary>One value of a metric, as a program exported it.</summary>
/// <param name="Value">A counter's sum, or a histogram's.</param>
/// <param name="Count">How many values a histogram's sum has; 0 for a counter.</param>
public sealed record ExportedMetric(string Service, string Name, double Value, long Count, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto</summary>
    internal static IEnumerable<ExportedMetric> Read(ProtoMessage request) =>
        from resource in request.Messages(1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from value in Counters(metric).Concat(Histograms(metric))
        select new ExportedMetric(Attributes.ServiceOf(resource), metric.Text(1), value.Value, value.Count, value.Tags);

    private static IEnumerable<(double Value, long Count, IReadOnlyDictionary<string, string> Tags)> Counters(ProtoMessage metric) =>
        from sum in metric.Messages(7)
        from point in sum.Messages(1)
        select (point.Integer(6) + point.Double(4), 0L, Attributes.Read(point, 7));

    private static IEnumerable<(double Value, long Count, IReadOnlyDictionary<string, string> Tags)> Histograms(ProtoMessage metric) =>
        from histogram in metric.Messages(9)
        from point in histogram.Messages(1)
        select (point.Double(5), point.Integer(4), Attributes.Read(point, 9));
}

/// <summary>What is said beside spans, metrics and programs. https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto</summary>
internal static class Attributes
{
    /// <summary>Those whose value is text.</summary>
    public static IReadOnlyDictionary<string, string> Read(ProtoMessage message, int field) => message.Messages(field)
        .ToDictionary(attribute => attribute.Text(1), attribute => attribute.Messages(2).Single().Text(1), StringComparer.Ordinal);

    public static string ServiceOf(ProtoMessage resource) => Read(resource.Messages(1).Single(), 1).GetValueOrDefault("service.name", "");
}
