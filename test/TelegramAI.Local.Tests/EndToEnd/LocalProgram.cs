using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>The program's file, and what it needs to run in a spec.</summary>
internal static class LocalProgram
{
    /// <summary>Where the build puts the program: beside the specs' own folder, in the same configuration.</summary>
    private static readonly string File = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "TelegramAI.Local", new DirectoryInfo(AppContext.BaseDirectory).Name, "TelegramAI.Local.dll"));

    public static Process Start(IReadOnlyCollection<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // A shell's background jobs ignore Ctrl+C and hand that on to their children, of which this may be one: there it would never stop.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet", File] : ["dotnet", File];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end, which is expected to come by itself.</summary>
    public static async Task<ProgramEnd> RunAsync(IReadOnlyCollection<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(arguments, environment);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProgramEnd(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>How a run ended that ended by itself.</summary>
internal sealed record ProgramEnd(int ExitCode, string Output, string Error);
