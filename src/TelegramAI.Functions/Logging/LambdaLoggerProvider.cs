using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Functions.Logging;

/// <summary>Passes entries to Lambda's logger with their template and values, so that each value is a field of a JSON log.</summary>
internal sealed class LambdaLoggerProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger();

    public void Dispose()
    {
    }

    private sealed class Logger : ILogger
    {
        private const string Template = "{OriginalFormat}";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;

            var (message, values) = state is IReadOnlyList<KeyValuePair<string, object?>> pairs && pairs is [.., { Key: Template, Value: string template }]
                ? (template, MessageHoles.Fill(template, pairs))
                : (formatter(state, exception), []);

            // The levels have the same names and numbers.
            var level = (Amazon.Lambda.Core.LogLevel)(int)logLevel;
            if (exception is null)
                LambdaLogger.Log(level, message, values);
            else
                LambdaLogger.Log(level, exception, message, values);
        }
    }
}
