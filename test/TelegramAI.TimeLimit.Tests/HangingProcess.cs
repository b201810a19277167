using System.Diagnostics;
using TelegramAI.TimeLimit.Tests.Dummy;

namespace TelegramAI.TimeLimit.Tests;

/// <summary>Runs tests of <c>TelegramAI.TimeLimit.Tests.Dummy</c>, whose limit is 4 seconds.</summary>
internal static class HangingProcess
{
    /// <param name="type">The class of the tests.</param>
    /// <param name="name">What is said to hang.</param>
    /// <param name="part">The part of the assembly that hangs; null where it is the class itself.</param>
    public static async Task IsEndedAsync(string type, string name, string? part = null)
    {
        var (exitCode, said) = await RunAsync(type, part, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"{name} has not ended within 00:00:04", said, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(string type, string? part, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Hang).Assembly.Location, "--filter-class", $"TelegramAI.TimeLimit.Tests.Dummy.{type}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Hang.Variable] = part;

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
