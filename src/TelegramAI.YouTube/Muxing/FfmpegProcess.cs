using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.YouTube.Muxing.Confinement;

namespace TelegramAI.YouTube.Muxing;

/// <summary>How ffmpeg ended.</summary>
/// <param name="ExitCode">0 where it did what it was told to.</param>
/// <param name="Output">The beginning of what it wrote to its standard output.</param>
/// <param name="Errors">The end of what it wrote to its standard error.</param>
public sealed record FfmpegResult(int ExitCode, string Output, string Errors);

/// <summary>
/// Runs ffmpeg, which reads what strangers uploaded, so it has only what it needs: its files and nothing of this program's environment. On
/// Linux it also has no network and limited memory. Where the kernel refuses that, it runs all the same and a warning says so once:
/// without it most videos would come in 360p only.
/// </summary>
public sealed partial class FfmpegProcess(IOptions<YouTubeOptions> options, ILogger<FfmpegProcess> logger)
{
    private const int KeptCharacters = 4000;

    // Where a wrapper finds the program and the program its libraries. Windows loads hardly any library without SystemRoot.
    private static readonly string[] KeptVariables = ["PATH", "LD_LIBRARY_PATH", "SystemRoot"];

    private int _hasWarned;

    /// <summary>Runs it to its end; it is killed when that is cancelled.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It does not start.</exception>
    public async Task<FfmpegResult> RunAsync(string path, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(StartInfo(path, arguments));
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, keepsEnd: false, cancellationToken);
            var errors = ReadAsync(process.StandardError, keepsEnd: true, cancellationToken);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(cancellationToken));
            return new FfmpegResult(process.ExitCode, await output, await errors);
        }
        catch
        {
            // Its files are deleted next, and it may hold them open.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(string path, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(KeptVariables, StringComparer.OrdinalIgnoreCase).ToList())
            start.Environment.Remove(name);
        return start;
    }

    private static async Task<string> ReadAsync(StreamReader reader, bool keepsEnd, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        while (await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            kept.Append(buffer, 0, read);
            if (kept.Length > KeptCharacters)
                kept.Remove(keepsEnd ? 0 : KeptCharacters, kept.Length - KeptCharacters);
        }

        return kept.ToString();
    }

    private Process Start(ProcessStartInfo start) =>
        OperatingSystem.IsLinux() ? StartConfined(start) : Process.Start(start) ?? throw new InvalidOperationException("There is no new process");

    [SupportedOSPlatform("linux")]
    private Process StartConfined(ProcessStartInfo start)
    {
        var (process, network) = ConfinedStart.Start(start);
        var memory = MemoryLimit.Set(process.Id, (ulong)options.Value.FfmpegMemoryMegabytes * 1024 * 1024);
        if ((network is not null || memory is not null) && Interlocked.Exchange(ref _hasWarned, 1) == 0)
            LogUnconfined(network ?? "none", memory ?? "limited");
        return process;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "ffmpeg is not confined as it should be (network: {Network}; memory: {Memory})")]
    private partial void LogUnconfined(string network, string memory);
}
