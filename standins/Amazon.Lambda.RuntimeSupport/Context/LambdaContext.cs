using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The context of one invocation, from the Runtime API's headers and the process's environment.</summary>
internal sealed class LambdaContext(InvocationHeaders headers, LambdaEnvironment environment, ILambdaLogger logger, TimeProvider time) : ILambdaContext
{
    public string AwsRequestId => headers.AwsRequestId;

    public IClientContext ClientContext { get; } = Parse(headers.ClientContext) is { } json ? new ClientContext(json) : null;

    public string FunctionName => environment.FunctionName;

    public string FunctionVersion => environment.FunctionVersion;

    public ICognitoIdentity Identity { get; } = Parse(headers.CognitoIdentity) is { } json ? new CognitoIdentity(json) : null;

    public string InvokedFunctionArn => headers.InvokedFunctionArn;

    public ILambdaLogger Logger => logger;

    public string LogGroupName => environment.LogGroupName;

    public string LogStreamName => environment.LogStreamName;

    public int MemoryLimitInMB => int.TryParse(environment.FunctionMemorySize, CultureInfo.InvariantCulture, out var megabytes) ? megabytes : 128;

    public TimeSpan RemainingTime => headers.Deadline - time.GetUtcNow();

    public string TenantId => headers.TenantId;

    public string TraceId => headers.TraceId;

    private static JsonElement? Parse(string json) => string.IsNullOrEmpty(json) ? null : JsonElement.Parse(json);
}
