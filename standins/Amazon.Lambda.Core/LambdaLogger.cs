namespace Amazon.Lambda.Core;

/// <summary>The log of the function that runs, from anywhere. Where no runtime has taken it over, it is the console.</summary>
public static class LambdaLogger
{
    /// <summary>What the runtime has put in the console's place; one process runs one function.</summary>
    internal static ILambdaLogger Runtime { get; set; } = new ConsoleLines();

    public static void Log(string message) => Runtime.LogLine(message);

    public static void Log(string level, string message, params object[] args) => Runtime.Log(level, message, args);

    public static void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    public static void Log(string level, Exception exception, string message, params object[] args) => Runtime.Log(level, exception, message, args);

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) => Log(level.ToString(), exception, message, args);

    /// <summary>The console knows no templates: the values stand behind the message.</summary>
    private sealed class ConsoleLines : ILambdaLogger
    {
        public void Log(string message) => Console.Write(message);

        public void LogLine(string message) => Console.WriteLine(message);

        public void Log(string level, string message) => LogLine($"{level}: {message}");

        public void Log(string level, string message, params object[] args) => Log(level, string.Join(' ', [message, .. args ?? []]));

        public void Log(string level, Exception exception, string message, params object[] args) =>
            Log(level, $"{string.Join(' ', [message, .. args ?? []])}\n{exception}");
    }
}
