using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Sample;
using Amazon.Lambda.Serialization.SystemTextJson;

// A function whose event says what it does; INIT_FAILS has its initializer fail.
var builder = LambdaBootstrapBuilder.Create<Order, Answer>(Handle, new SourceGeneratorLambdaJsonSerializer<Contracts>());
if (Environment.GetEnvironmentVariable("INIT_FAILS") is { Length: > 0 } reason)
    builder.UseBootstrapHandler(() => throw new InvalidOperationException(reason));

if (Environment.GetEnvironmentVariable("HOOKS") is { Length: > 0 })
{
    SnapshotRestore.RegisterBeforeSnapshot(() => Say("saved second"));
    SnapshotRestore.RegisterBeforeSnapshot(() => Say("saved first"));
    SnapshotRestore.RegisterAfterRestore(() => Say("loaded"));
}

using var bootstrap = builder.Build();
await bootstrap.RunAsync();

static ValueTask Say(string what)
{
    LambdaLogger.Log(what);
    return ValueTask.CompletedTask;
}

static Answer Handle(Order order, ILambdaContext context)
{
    switch (order.Do)
    {
        case "fail":
            throw new InvalidOperationException(order.Text, new TimeoutException("the reason"));
        case "collect":
            // What is available is known from the last collection.
            GC.Collect();
            break;
        case "log":
            context.Logger.LogTrace("a trace");
            context.Logger.LogDebug("a debug");
            context.Logger.LogInformation("A {Animal} has {Legs} legs", "hen", 2);
            context.Logger.LogWarning("a warning");
            context.Logger.LogError(new TimeoutException("the reason"), "No {Animal}", "ox");
            context.Logger.LogCritical("the end");
            LambdaLogger.Log(LogLevel.Warning, "from {Where}", "anywhere");
            LambdaLogger.Log("a plain line with {braces}");
            break;
    }

    return new Answer
    {
        RequestId = context.AwsRequestId,
        FunctionName = context.FunctionName,
        FunctionVersion = context.FunctionVersion,
        InvokedFunctionArn = context.InvokedFunctionArn,
        LogGroupName = context.LogGroupName,
        LogStreamName = context.LogStreamName,
        MemoryLimit = context.MemoryLimitInMB,
        RemainingSeconds = context.RemainingTime.TotalSeconds,
        TraceId = context.TraceId,
        CurrentTraceId = LambdaTraceProvider.CurrentTraceId,
        TraceVariable = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
        HeapLimit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ProcessId = Environment.ProcessId,
        Text = order.Text,
    };
}
