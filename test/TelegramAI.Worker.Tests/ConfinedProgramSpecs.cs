using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace TelegramAI.Worker.Tests;

/// <summary>The worker's executable, called by a link in a folder of that name.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConfinedProgramSpecs : IDisposable
{
    private const string Program = """
        #!/bin/bash
        echo "memory $(ulimit -v)"
        echo "time $(ulimit -t)"
        echo "secret $SECRET."
        if (exec 3<> /dev/tcp/127.0.0.1/$1) 2> /dev/null; then echo connected; else echo alone; fi
        echo "second $2"
        exit 7
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-confined");

    [Fact(Timeout = 60_000)]
    public async Task A_confined_program_has_its_arguments_and_its_limits_and_neither_network_nor_settings()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The worker's machines run Linux.");
        var program = Path.Combine(_folder.FullName, "program");
        await File.WriteAllTextAsync(program, Program, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (code, free) = await RunAsync(program, port);
        Assert.Equal(7, code);
        Assert.Contains("connected", free, StringComparison.Ordinal);

        (code, var confined) = await RunAsync(Link(), port);
        Assert.Equal(7, code);
        Assert.Equal(["memory 1048576", "time 600", "secret .", "alone", "second two words"], confined.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(int Code, string Said)> RunAsync(string path, int port)
    {
        var start = new ProcessStartInfo(path, [port.ToString(CultureInfo.InvariantCulture), "two words"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["SECRET"] = "a token";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said);
    }

    /// <summary>The link to the executable, which the build puts beside the specs' own folder.</summary>
    private string Link()
    {
        var executable = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "TelegramAI.Worker", new DirectoryInfo(AppContext.BaseDirectory).Name, "TelegramAI.Worker"));
        return File.CreateSymbolicLink(Path.Combine(_folder.CreateSubdirectory("confined").FullName, "program"), executable).FullName;
    }
}
