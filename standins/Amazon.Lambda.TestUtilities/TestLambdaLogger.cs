using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>A log that a test reads.</summary>
public class TestLambdaLogger : ILambdaLogger
{
    public StringBuilder Buffer { get; } = new();

    public void Log(string message)
    {
        Buffer.Append(message);
        Console.Write(message);
    }

    public void LogLine(string message)
    {
        Buffer.AppendLine(message);
        Console.WriteLine(message);
    }

    public void Log(string level, string message) => LogLine($"{level}: {message}");

    public void Log(string level, string message, params object[] args) => LogLine($"{level}: {message} {string.Join(' ', args ?? [])}");

    public void Log(string level, Exception exception, string message, params object[] args) => Log(level, $"{message}\n{exception}", args);
}
