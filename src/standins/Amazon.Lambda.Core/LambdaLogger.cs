namespace Amazon.Lambda.Core;

/// <summary>The log of the function that runs, from anywhere. Where no runtime has taken it over, it is the console.</summary>
public static class LambdaLogger
{
    /// <summary>What the runtime has put in the console's place; one process runs one function.</summary>
    internal static ILambdaLogger Runtime { get; set; }

    public static void Log(string message)
    {
        if (Runtime is { } logger)
            logger.LogLine(message);
        else
            Console.Write(message);
    }

    public static void Log(string level, string message, params object[] args)
    {
        if (Runtime is { } logger)
            logger.Log(level, message, args);
        else
            Console.WriteLine(message);
    }

    public static void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    public static void Log(string level, Exception exception, string message, params object[] args)
    {
        if (Runtime is { } logger)
            logger.Log(level, exception, message, args);
        else
            Console.WriteLine($"{message}\n{exception}");
    }

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) => Log(level.ToString(), exception, message, args);
}
