namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Runtime API, from the function's side. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</summary>
public interface IRuntimeApiClient
{
    IConsoleLoggerWriter ConsoleLogger { get; }

    Task ReportInitializationErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default);

    Task ReportInitializationErrorAsync(string errorType, CancellationToken cancellationToken = default);

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="RuntimeApiClientException">The Runtime API failed.</exception>
    Task<InvocationRequest> GetNextInvocationAsync(CancellationToken cancellationToken = default);

    Task ReportInvocationErrorAsync(string awsRequestId, Exception exception, CancellationToken cancellationToken = default);

    /// <summary>Waits until the saved process has been loaded again.</summary>
    Task RestoreNextInvocationAsync(CancellationToken cancellationToken = default);

    Task ReportRestoreErrorAsync(Exception exception, string errorType = null, CancellationToken cancellationToken = default);

    Task SendResponseAsync(string awsRequestId, Stream outputStream, CancellationToken cancellationToken = default);
}
