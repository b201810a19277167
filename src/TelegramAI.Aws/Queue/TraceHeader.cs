namespace TelegramAI.Aws.Queue;

/// <summary>
/// Which trace the work of this moment belongs to, so that its messages go on with it: as X-Ray writes it,
/// <c>Root=1-…;Parent=…;Sampled=1</c>, or null where there is no trace.
/// </summary>
public delegate string? TraceHeader();

/// <summary>
/// The trace of the running invocation, which Lambda's runtime keeps in the environment.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
/// </summary>
internal static class LambdaTrace
{
    private const string Variable = "_X_AMZN_TRACE_ID";

    public static string? Current() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } header ? header : null;
}
