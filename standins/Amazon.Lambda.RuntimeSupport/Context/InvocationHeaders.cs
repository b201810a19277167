using System.Globalization;
using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What the Runtime API says of an invocation. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</summary>
public interface IRuntimeApiHeaders
{
    string AwsRequestId { get; }

    string TraceId { get; }

    string TenantId { get; }
}

internal sealed class InvocationHeaders(HttpResponseHeaders headers) : IRuntimeApiHeaders
{
    public string AwsRequestId { get; } = Find(headers, "Lambda-Runtime-Aws-Request-Id")
        ?? throw new InvalidOperationException("The Runtime API's answer has no header Lambda-Runtime-Aws-Request-Id");

    public string TraceId { get; } = Find(headers, "Lambda-Runtime-Trace-Id");

    public string TenantId { get; } = Find(headers, "Lambda-Runtime-Aws-Tenant-Id");

    public string InvokedFunctionArn { get; } = Find(headers, "Lambda-Runtime-Invoked-Function-Arn");

    public DateTimeOffset Deadline { get; } =
        long.TryParse(Find(headers, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.MaxValue;

    public string ClientContext { get; } = Find(headers, "Lambda-Runtime-Client-Context");

    public string CognitoIdentity { get; } = Find(headers, "Lambda-Runtime-Cognito-Identity");

    private static string Find(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
