using System.ComponentModel;
using CliWrap;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Muxing;

/// <summary>Puts a picture, and a sound where there is one, into one mp4 file with its index in front, so that it plays while it arrives, without encoding anything anew.</summary>
internal sealed partial class Muxer(FfmpegProbe probe, ILogger<Muxer> logger)
{
    private const int LastLines = 10;

    // ffmpeg ends a file properly when it is asked to stop; nobody waits for that longer than this.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <exception cref="VideoStorageException">The disk is full.</exception>
    /// <exception cref="VideoFormatUnavailableException">ffmpeg is not there any more.</exception>
    /// <exception cref="VideoTransientException">ffmpeg failed or was killed.</exception>
    public async Task MuxAsync(string video, string? audio, string output, CancellationToken cancellationToken)
    {
        var ffmpeg = await probe.FindAsync(cancellationToken) ?? throw new VideoFormatUnavailableException("ffmpeg is not there any more");
        using var forceful = new CancellationTokenSource();
        await using var grace = cancellationToken.Register(() => forceful.CancelAfter(Grace));

        var lines = new Queue<string>(LastLines);
        var command = Cli.Wrap(ffmpeg.Path)
            .WithArguments(Arguments(video, audio, output))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
            {
                if (lines.Count == LastLines)
                    lines.Dequeue();
                lines.Enqueue(line);
            }))
            .WithValidation(CommandResultValidation.None);
        try
        {
            var result = await command.ExecuteAsync(forceful.Token, cancellationToken);
            if (!result.IsSuccess)
                throw Failure(result.ExitCode, string.Join('\n', lines));
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            throw new VideoTransientException($"ffmpeg did not start: {error.Message}", error) { Part = FailingPart.Ffmpeg };
        }
    }

    // The input is always mp4: left to guess, ffmpeg would follow a playlist to other files.
    private static string[] Arguments(string video, string? audio, string output) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-y",
        "-f", "mp4", "-i", $"file:{video}",
        .. audio is null ? (string[])[] : ["-f", "mp4", "-i", $"file:{audio}"],
        "-map", "0:v:0",
        .. audio is null ? (string[])[] : ["-map", "1:a:0"],
        "-c", "copy", "-movflags", "+faststart", "-f", "mp4", $"file:{output}",
    ];

    private VideoException Failure(int exitCode, string said)
    {
        Failed(exitCode, said);
        return said.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
            ? new VideoStorageException("The disk is full") { IsFull = true }
            : new VideoTransientException($"ffmpeg ended with {exitCode}") { Part = FailingPart.Ffmpeg };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ffmpeg ended with {ExitCode}: {Said}")]
    private partial void Failed(int exitCode, string said);
}
