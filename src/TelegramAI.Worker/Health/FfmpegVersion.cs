using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using Microsoft.Extensions.Options;
using TelegramAI.YouTube;

namespace TelegramAI.Worker.Health;

/// <summary>Which ffmpeg the machine has, asked once.</summary>
internal sealed class FfmpegVersion(IOptions<YouTubeOptions> options)
{
    private Task<string?>? _version;

    /// <returns>Its version; null where it is missing or not to be used.</returns>
    public Task<string?> ReadAsync(CancellationToken cancellationToken = default) => (_version ??= AskAsync()).WaitAsync(cancellationToken);

    private async Task<string?> AskAsync()
    {
        if (options.Value.Ffmpeg is YouTubeOptions.NoFfmpeg)
            return null;

        try
        {
            var program = options.Value.Ffmpeg is { Length: > 0 } path ? path : "ffmpeg";
            var answer = await Cli.Wrap(program).WithArguments("-version").ExecuteBufferedAsync();

            // "ffmpeg version 7.1.1 Copyright (c) 2000-2025 the FFmpeg developers"
            return answer.StandardOutput.Split(' ', 4) is ["ffmpeg", "version", var version, ..] ? version : "unknown";
        }
        catch (Exception exception) when (exception is Win32Exception or CommandExecutionException)
        {
            return null;
        }
    }
}
