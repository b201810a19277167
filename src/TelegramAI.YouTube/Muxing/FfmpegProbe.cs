using System.ComponentModel;
using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube.Muxing;

/// <summary>Finds ffmpeg: without it only streams that are whole can be had, which YouTube offers up to 360p.</summary>
public sealed class FfmpegProbe(FfmpegProcess process, IOptions<YouTubeOptions> options, TimeProvider time)
{
    // Somebody who installs it sees the difference soon, and nobody starts a process for every video.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private Finding? _last;

    /// <summary>The ffmpeg that is configured or on PATH; null where there is none or it does not start.</summary>
    public async Task<Ffmpeg?> FindAsync(CancellationToken cancellationToken = default)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < Life)
            return last.Ffmpeg;

        var found = Locate(options.Value.Ffmpeg) is { } path && await VersionAsync(path, cancellationToken) is { } version
            ? new Ffmpeg(path, version)
            : null;
        _last = new Finding(found, time.GetTimestamp());
        return found;
    }

    private static string? Locate(string? configured)
    {
        if (configured is YouTubeOptions.NoFfmpeg)
            return null;

        var name = string.IsNullOrEmpty(configured) ? "ffmpeg" : configured;
        if (Path.GetFileName(name).Length != name.Length)
            return Path.GetFullPath(name);

        var file = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? $"{name}.exe" : name;
        return Environment.GetEnvironmentVariable("PATH")?
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    // The first line is "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) …".
    private async Task<string?> VersionAsync(string path, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CallTimeout);
        try
        {
            var answer = await process.RunAsync(path, ["-version"], timeout.Token);
            return answer.ExitCode == 0 && answer.Output.Split(' ', 4) is ["ffmpeg", "version", var version, _] ? version : null;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Finding(Ffmpeg? Ffmpeg, long At);
}
