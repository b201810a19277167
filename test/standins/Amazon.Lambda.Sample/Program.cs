using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Sample;
using Amazon.Lambda.Serialization.SystemTextJson;

// A function whose event says what it does; INIT_FAILS has its initializer fail.
var builder = LambdaBootstrapBuilder.Create<Order, Answer>(Handle, new SourceGeneratorLambdaJsonSerializer<Contracts>());
if (Environment.GetEnvironmentVariable("INIT_FAILS") is { Length: > 0 } reason)
    builder.UseBootstrapHandler(() => throw new InvalidOperationException(reason));

// The published package has a namespace of the class's name too.
if (Environment.GetEnvironmentVariable("HOOKS") is { Length: > 0 })
{
    Amazon.Lambda.Core.SnapshotRestore.RegisterBeforeSnapshot(() => Say("saved second"));
    Amazon.Lambda.Core.SnapshotRestore.RegisterBeforeSnapshot(() => Say("saved first"));
    Amazon.Lambda.Core.SnapshotRestore.RegisterAfterRestore(() => Say("loaded"));
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
        case "fail together":
            throw new AggregateException(order.Text, new TimeoutException("the first"), new NotSupportedException("the second"));
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
        case "log values":
            context.Logger.LogInformation("{Seconds:0.0} s", 1.25);
            context.Logger.LogInformation("{Count,6}", 7);
            context.Logger.LogInformation("Nothing is {None}", [null]);
            context.Logger.LogInformation("{{braces}} {Name}", "a");
            context.Logger.LogInformation("{1} before {0}", "b", "a");
            context.Logger.LogInformation("{Bad:Q}", 5);
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
        TenantId = context.TenantId,
        CurrentTraceId = LambdaTraceProvider.CurrentTraceId,
        TraceVariable = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
        HeapLimit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ProcessId = Environment.ProcessId,
        Text = order.Text,
    };
}
