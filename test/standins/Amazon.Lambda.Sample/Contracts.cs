using System.Text.Json.Serialization;

namespace Amazon.Lambda.Sample;

internal sealed record Order
{
    public string? Do { get; init; }

    public string? Text { get; init; }
}

internal sealed record Answer
{
    public string? RequestId { get; init; }

    public string? FunctionName { get; init; }

    public string? FunctionVersion { get; init; }

    public string? InvokedFunctionArn { get; init; }

    public string? LogGroupName { get; init; }

    public string? LogStreamName { get; init; }

    public int MemoryLimit { get; init; }

    public double RemainingSeconds { get; init; }

    public string? TraceId { get; init; }

    public string? TenantId { get; init; }

    public string? CurrentTraceId { get; init; }

    public string? TraceVariable { get; init; }

    public long HeapLimit { get; init; }

    public int ProcessId { get; init; }

    public string? Text { get; init; }
}

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class Contracts : JsonSerializerContext;
