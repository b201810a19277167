using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>A schedule of EventBridge.</summary>
internal sealed class ScheduleEvent(AttributeData attribute)
    : EventSource(EventKind.Schedule, "ScheduleEvent", "Amazon.Lambda.CloudWatchEvents")
{
    private string Schedule => attribute.Named("Schedule") as string ?? attribute.Positional(0) as string ?? "";

    private string? ResourceName => attribute.Named("ResourceName") as string;

    private string Name => (ResourceName ?? LettersAndDigits(Schedule)) is { Length: > 0 } name ? name : "ScheduleEvent";

    public override IEnumerable<Diagnostic> Check(LambdaFunction function)
    {
        if (!Schedule.StartsWith("rate(", StringComparison.Ordinal) && !Schedule.StartsWith("cron(", StringComparison.Ordinal))
            yield return Diagnostic.Create(
                Rules.BadScheduleEvent, function.Location, $"Schedule = {Schedule}. It must start with 'rate(' or 'cron('");
        if (BadName(ResourceName) is { } badName)
            yield return Diagnostic.Create(Rules.BadScheduleEvent, function.Location, badName);
        if (!function.Signature.TakesOnly(KnownNames.ScheduledEventType))
            yield return Diagnostic.Create(
                Rules.BadSignature, function.Location, "a ScheduleEvent function takes (ScheduledEvent) or (ScheduledEvent, ILambdaContext)");
        if (function.Signature.Result is not null)
            yield return Diagnostic.Create(Rules.BadSignature, function.Location, "a ScheduleEvent function returns void or Task");
    }

    public override void WriteTo(FunctionResource resource, LambdaFunction function)
    {
        var rule = resource.Event(Name, "Schedule");
        rule.Set("Schedule", Schedule);
        rule.SetGiven("Description", attribute.Named("Description"));
        rule.SetGiven("Input", attribute.Named("Input"));
        rule.SetGiven("Enabled", attribute.Named("Enabled"));
    }
}
