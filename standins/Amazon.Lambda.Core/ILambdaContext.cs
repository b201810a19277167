namespace Amazon.Lambda.Core;

/// <summary>What a function knows of its invocation. https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html</summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }

    IClientContext ClientContext { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    ICognitoIdentity Identity { get; }

    string InvokedFunctionArn { get; }

    ILambdaLogger Logger { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    /// <summary>The memory of the function, in megabytes.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>How long the function may still run.</summary>
    TimeSpan RemainingTime { get; }

    string TenantId => "";

    string TraceId => "";

    ILambdaSerializer Serializer => null;
}
