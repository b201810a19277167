namespace TelegramAI.Aws.Queue;

/// <summary>Which trace the work of this moment belongs to, so that its messages go on with it.</summary>
public interface ITraceHeader
{
    /// <summary>As X-Ray writes it, <c>Root=1-…;Parent=…;Sampled=1</c>; null where there is no trace.</summary>
    string? Current { get; }
}

/// <summary>
/// The trace of the running invocation, which Lambda's runtime keeps in the environment.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
/// </summary>
public sealed class LambdaTraceHeader : ITraceHeader
{
    private const string Variable = "_X_AMZN_TRACE_ID";

    public string? Current => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } header ? header : null;
}
