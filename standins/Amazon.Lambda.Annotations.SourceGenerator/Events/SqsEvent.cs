using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Json;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>The messages of a queue, in batches.</summary>
internal sealed class SqsEvent(AttributeData attribute) : EventSource(EventKind.Sqs, "SQSEvent", "Amazon.Lambda.SQSEvents")
{
    private const int ArnParts = 6;

    private string Queue => attribute.Named("Queue") as string ?? attribute.Positional(0) as string ?? "";

    private bool IsReference => Queue.StartsWith("@", StringComparison.Ordinal);

    private string[] Arn => Queue.Split([':'], ArnParts);

    private string? ResourceName => attribute.Named("ResourceName") as string;

    private uint? BatchSize => attribute.Named("BatchSize") as uint?;

    private uint? Window => attribute.Named("MaximumBatchingWindowInSeconds") as uint?;

    private uint? Concurrency => attribute.Named("MaximumConcurrency") as uint?;

    private string Name => ResourceName ?? (IsReference ? Queue.Substring(1) : LettersAndDigits(Arn[ArnParts - 1]));

    public override IEnumerable<Diagnostic> Check(LambdaFunction function) => Faults()
        .OfType<string>()
        .Select(fault => Diagnostic.Create(Rules.BadSqsEvent, function.Location, fault))
        .Concat(SignatureFaults(function).Select(fault => Diagnostic.Create(Rules.BadSignature, function.Location, fault)));

    public override void WriteTo(FunctionResource resource, LambdaFunction function)
    {
        var mapping = resource.Event(Name, "SQS");
        if (!IsReference)
            mapping.SetLast("Queue", Queue);
        else if (resource.HasParameter(Queue.Substring(1)))
            mapping.SetLast("Queue.Ref", Queue.Substring(1));
        else
            mapping.SetLast("Queue.Fn::GetAtt", JsonArray.Of([Queue.Substring(1), "Arn"]));
        mapping.SetGiven("BatchSize", BatchSize);
        mapping.SetGiven("Enabled", attribute.Named("Enabled"));
        if (attribute.Named("Filters") is string filters)
            mapping.Set("FilterCriteria.Filters", Patterns(filters));
        if (function.Signature.Result.Is(KnownNames.SqsBatchResponse))
            mapping.Set("FunctionResponseTypes", JsonArray.Of(["ReportBatchItemFailures"]));
        mapping.SetGiven("MaximumBatchingWindowInSeconds", Window);
        mapping.SetGiven("ScalingConfig.MaximumConcurrency", Concurrency);
    }

    private static JsonArray Patterns(string filters) =>
        new(filters.Split(';').Select(filter => new JsonObject { ["Pattern"] = filter.Trim() }));

    private static IEnumerable<string> SignatureFaults(LambdaFunction function)
    {
        if (!function.Signature.TakesOnly(KnownNames.SqsEventType))
            yield return "an SQSEvent function takes (SQSEvent) or (SQSEvent, ILambdaContext)";
        if (function.Signature.Result is { } result && !result.Is(KnownNames.SqsBatchResponse))
            yield return "an SQSEvent function returns void, Task, SQSBatchResponse or Task<SQSBatchResponse>";
    }

    private IEnumerable<string?> Faults()
    {
        if (BatchSize is < 1 or > 10000)
            yield return $"BatchSize = {BatchSize}. It must be between 1 and 10000";
        if (Concurrency is < 2 or > 1000)
            yield return $"MaximumConcurrency = {Concurrency}. It must be between 2 and 1000";
        if (Window > 300)
            yield return $"MaximumBatchingWindowInSeconds = {Window}. It must be between 0 and 300";
        if (BatchSize > 10 && Window is null or < 1)
            yield return "MaximumBatchingWindowInSeconds must be at least 1 when BatchSize is greater than 10";
        if (!IsReference && Arn.Length != ArnParts)
            yield return $"Queue = {Queue}. It must be '@Name' or an ARN such as 'arn:aws:sqs:region:account:name'";
        if (!IsReference && Queue.EndsWith(".fifo", StringComparison.Ordinal) && Window is not null)
            yield return "MaximumBatchingWindowInSeconds can't be set for a FIFO queue";
        if (!IsReference && Queue.EndsWith(".fifo", StringComparison.Ordinal) && BatchSize > 10)
            yield return $"BatchSize = {BatchSize}. It must be at most 10 for a FIFO queue";
        yield return BadName(ResourceName);
    }
}
