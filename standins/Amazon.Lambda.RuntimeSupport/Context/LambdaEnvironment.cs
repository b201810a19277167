namespace Amazon.Lambda.RuntimeSupport;

/// <summary>What Lambda tells a function's process by its environment. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html</summary>
public class LambdaEnvironment
{
    internal const string TraceIdVariable = "_X_AMZN_TRACE_ID";

    public string FunctionMemorySize => Read("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");

    public string FunctionName => Read("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion => Read("AWS_LAMBDA_FUNCTION_VERSION");

    public string LogGroupName => Read("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName => Read("AWS_LAMBDA_LOG_STREAM_NAME");

    public string RuntimeServerHostAndPort => Read("AWS_LAMBDA_RUNTIME_API");

    public string Handler => Read("_HANDLER");

    public string XAmznTraceId => Read(TraceIdVariable);

    public string ExecutionEnvironment => Read("AWS_EXECUTION_ENV");

    internal static string Read(string variable) => Environment.GetEnvironmentVariable(variable);
}
