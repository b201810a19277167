using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Writes the function's log to the standard output, a line an entry, as text or as JSON.
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
/// </summary>
internal sealed class ConsoleLogger : ILambdaLogger, IConsoleLoggerWriter
{
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly LogLevel _minimum = ReadLevel();
    private readonly bool _isJson = "JSON".Equals(ReadSetting("FORMAT"), StringComparison.OrdinalIgnoreCase);
    private IRuntimeApiHeaders _headers;

    public ConsoleLogger(TimeProvider time) => _time = time;

    public void SetRuntimeHeaders(IRuntimeApiHeaders runtimeApiHeaders) => _headers = runtimeApiHeaders;

    public void Log(string message) => Write(LogLevel.Information, exception: null, message, []);

    public void LogLine(string message) => Write(LogLevel.Information, exception: null, message, []);

    public void Log(string level, string message) => Write(Parse(level), exception: null, message, []);

    public void Log(string level, string message, params object[] args) => Write(Parse(level), exception: null, message, args);

    public void Log(string level, Exception exception, string message, params object[] args) => Write(Parse(level), exception, message, args);

    public void FormattedWriteLine(string message) => Write(LogLevel.Information, exception: null, message, []);

    public void FormattedWriteLine(string level, string message, params object[] args) => Write(Parse(level), exception: null, message, args);

    public void FormattedWriteLine(string level, Exception exception, string message, params object[] args) => Write(Parse(level), exception, message, args);

    private void Write(LogLevel level, Exception exception, string message, object[] args)
    {
        if (level < _minimum)
            return;

        var entry = new LogEntry(_time.GetUtcNow(), level, _headers, exception, new MessageTemplate(message ?? "", args ?? []));
        var line = _isJson ? entry.ToJson() : entry.ToText();
        lock (_gate)
        {
            _output.Write(line);
            _output.Flush();
        }
    }

    private static LogLevel Parse(string level) => Enum.TryParse<LogLevel>(level, ignoreCase: true, out var known) ? known : LogLevel.Information;

    private static LogLevel ReadLevel() => ReadSetting("LEVEL")?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    /// <summary>The handler's own setting goes before the function's.</summary>
    private static string ReadSetting(string name) =>
        LambdaEnvironment.Read($"AWS_LAMBDA_HANDLER_LOG_{name}") is { Length: > 0 } own ? own : LambdaEnvironment.Read($"AWS_LAMBDA_LOG_{name}");
}
