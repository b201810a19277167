using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Muxing;

/// <summary>Puts a picture, and a sound where there is one, into one mp4 file with its index in front, so that it plays while it arrives, without encoding anything anew.</summary>
internal sealed partial class Muxer(
    FfmpegProbe probe, FfmpegProcess process, IOptions<YouTubeOptions> options, TimeProvider time, ILogger<Muxer> logger)
{
    /// <exception cref="VideoStorageException">The disk is full.</exception>
    /// <exception cref="VideoFormatUnavailableException">ffmpeg is not there any more.</exception>
    /// <exception cref="VideoTransientException">ffmpeg failed, took too long or was killed.</exception>
    public async Task MuxAsync(string video, string? audio, string output, CancellationToken cancellationToken)
    {
        var ffmpeg = await probe.FindAsync(cancellationToken) ?? throw new VideoFormatUnavailableException("ffmpeg is not there any more");
        using var limit = new CancellationTokenSource(options.Value.FfmpegLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var result = await process.RunAsync(ffmpeg.Path, Arguments(video, audio, output), stop.Token);
            if (result.ExitCode != 0)
                throw Failure(result.ExitCode, result.Errors.Trim());
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw new VideoTransientException($"ffmpeg did not start: {exception.Message}", exception) { Part = FailingPart.Ffmpeg };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VideoTransientException($"ffmpeg was not done after {options.Value.FfmpegSeconds} s", exception) { Part = FailingPart.Ffmpeg };
        }
    }

    // The input is always an mp4 file: left to guess, ffmpeg would follow a playlist to other files, or to other protocols.
    // https://ffmpeg.org/ffmpeg-protocols.html#Protocol-Options
    private static string[] Arguments(string video, string? audio, string output) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-y",
        .. Input(video),
        .. audio is null ? [] : Input(audio),
        "-map", "0:v:0",
        .. audio is null ? (string[])[] : ["-map", "1:a:0"],
        "-c", "copy", "-movflags", "+faststart", "-f", "mp4", $"file:{output}",
    ];

    private static string[] Input(string path) => ["-protocol_whitelist", "file", "-f", "mp4", "-i", $"file:{path}"];

    private VideoException Failure(int exitCode, string said)
    {
        LogFailed(exitCode, said);
        return said.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
            ? new VideoStorageException("The disk is full") { IsFull = true }
            : new VideoTransientException($"ffmpeg ended with {exitCode}") { Part = FailingPart.Ffmpeg };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ffmpeg ended with {ExitCode}: {Said}")]
    private partial void LogFailed(int exitCode, string said);
}
