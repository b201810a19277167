namespace TelegramAI.TimeLimit.Tests.Dummy;

/// <summary>What nobody can cancel.</summary>
public static class Hang
{
    /// <summary>Names the one part of the assembly that shall hang, where all tests would wait for it.</summary>
    public const string Variable = "TELEGRAMAI_HANG";

    public static Task ForEver { get; } = new TaskCompletionSource().Task;

    public static Task WhereAsked(string part) =>
        string.Equals(Environment.GetEnvironmentVariable(Variable), part, StringComparison.Ordinal) ? ForEver : Task.CompletedTask;
}
