using System.Diagnostics;
using System.Globalization;

namespace TelegramAI.Disk.Tests.Rig;

/// <summary>A real process that writes without end, to be killed in the middle of it.</summary>
public static class CrashTarget
{
    /// <summary>Lets it run until so much was acknowledged to it and a random moment longer, then kills it.</summary>
    /// <returns>The last number that was acknowledged.</returns>
    public static async Task<int> RunAndKillAsync(string what, string path, int atLeast)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var process = Start(what, path);
        try
        {
            var last = -1;
            while (last < atLeast && await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
                last = int.Parse(line, CultureInfo.InvariantCulture);
            await Task.Delay(Random.Shared.Next(20), cancellationToken);
            process.Kill();

            // The last line may have been cut by the kill: what is not a whole line was not printed.
            var rest = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            var lines = rest.Split('\n');
            if (lines.Length > 1)
                last = int.Parse(lines[^2], CultureInfo.InvariantCulture);
            Assert.True(last >= atLeast, $"The process ended at {last}: {await process.StandardError.ReadToEndAsync(cancellationToken)}");
            return last;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public static Process Start(string what, string path) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TelegramAI.Disk.Tests.CrashTarget.dll"), what, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
}
