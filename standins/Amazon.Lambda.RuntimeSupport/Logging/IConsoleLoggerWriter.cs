namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Writes lines in Lambda's form.</summary>
public interface IConsoleLoggerWriter
{
    /// <summary>Whose lines follow.</summary>
    void SetRuntimeHeaders(IRuntimeApiHeaders runtimeApiHeaders);

    void FormattedWriteLine(string message);

    void FormattedWriteLine(string level, string message, params object[] args);

    void FormattedWriteLine(string level, Exception exception, string message, params object[] args);
}
