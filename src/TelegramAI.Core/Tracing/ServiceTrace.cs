using System.Diagnostics;

namespace TelegramAI.Core.Tracing;

/// <summary>
/// The service's traces: an update, its jobs in the queue, their steps and their delivery are one trace, though several processes
/// have a part in it. Nothing is recorded where nobody listens. https://www.w3.org/TR/trace-context/
/// </summary>
public static class ServiceTrace
{
    /// <summary>The name that exporters subscribe to.</summary>
    public const string Name = "TelegramAI";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>What goes on elsewhere continues this: a <c>traceparent</c>; null where nothing is traced.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    /// <summary>Begins a part of the trace that runs here.</summary>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>Begins a part that continues what began elsewhere, or here where <paramref name="parent"/> is none.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Whom it is done for.</param>
    /// <param name="parent">A <c>traceparent</c>; one that can't be read counts as none.</param>
    public static Activity? Continue(string name, ActivityKind kind, string? parent) =>
        TryParse(parent, out var context) ? Source.StartActivity(name, kind, context) : Start(name, kind);

    /// <summary>Whether text is a <c>traceparent</c>.</summary>
    public static bool IsTraceParent(string? text) => TryParse(text, out _);

    /// <summary>Marks a part as failed.</summary>
    public static void Fail(this Activity? activity, Exception exception) => activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);

    private static bool TryParse(string? text, out ActivityContext context) => ActivityContext.TryParse(text, traceState: null, isRemote: true, out context);
}
