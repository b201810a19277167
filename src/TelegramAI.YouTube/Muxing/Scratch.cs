using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Muxing;

/// <summary>Where downloads that need ffmpeg keep their files, each in a folder of its own.</summary>
public sealed partial class Scratch(IOptions<YouTubeOptions> options, ILogger<Scratch> logger)
{
    private const string Prefix = "mux-";
    private readonly string _root = options.Value.Scratch;

    /// <summary>
    /// Deletes what a killed process left. A host calls it at its start; folders that another living process holds stay.
    /// </summary>
    /// <returns>How many folders it deleted.</returns>
    public int Sweep()
    {
        if (!Directory.Exists(_root))
            return 0;

        // A process that was killed between the two left a lock without a folder.
        var left = Directory.EnumerateDirectories(_root, Prefix + "*")
            .Concat(Directory.EnumerateFiles(_root, Prefix + "*" + ScratchFolder.LockSuffix).Select(file => file[..^ScratchFolder.LockSuffix.Length]))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var swept = left.Count(Sweep);
        if (swept > 0)
            LogSwept(swept, _root);

        return swept;
    }

    /// <summary>A new folder, for files of about this many bytes together.</summary>
    /// <exception cref="VideoStorageException">There is no room, or the folder can't be written.</exception>
    internal ScratchFolder Create(long bytes)
    {
        try
        {
            Directory.CreateDirectory(_root);
            if (new DriveInfo(_root).AvailableFreeSpace is var free && free < bytes)
                throw new VideoStorageException($"{_root} has {free} bytes free, and {bytes} are needed") { IsFull = true };

            var path = Path.Combine(_root, $"{Prefix}{Guid.NewGuid():N}");
            return ScratchFolder.TryHold(path, logger) ?? throw new VideoStorageException($"{path} is held by somebody else");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VideoStorageException($"{_root} can't be written: {exception.Message}", exception);
        }
    }

    private bool Sweep(string path)
    {
        try
        {
            using var folder = ScratchFolder.TryHold(path, logger);
            return folder is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotSwept(path, exception.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} unfinished downloads in {Folder}")]
    private partial void LogSwept(int count, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not delete the unfinished download {Folder}: {Reason}")]
    private partial void LogNotSwept(string folder, string reason);
}
