namespace Amazon.Lambda.Core;

/// <summary>The X-Ray trace of the invocation that runs.</summary>
public class LambdaTraceProvider
{
    private const string Variable = "_X_AMZN_TRACE_ID";

    /// <summary>The header <c>Root=…;Parent=…;Sampled=…</c>, or an empty text.</summary>
    public static string CurrentTraceId => Environment.GetEnvironmentVariable(Variable) ?? "";
}
