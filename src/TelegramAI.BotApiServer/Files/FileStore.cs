using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Files;

/// <summary>The bytes of the videos that were sent: files in the data folder. What is on its way in is kept aside until it is whole.</summary>
internal sealed partial class FileStore(IOptions<BotApiOptions> options, ChatDatabase database, ILogger<FileStore> logger)
{
    private readonly string _kept = Path.Combine(options.Value.DataFolder, "chat-files");
    private readonly string _incoming = Path.Combine(options.Value.DataFolder, "chat-files", "incoming");

    public string PathOf(string name) => Path.GetFullPath(Path.Combine(_kept, name));

    /// <summary>Writes a file aside, to the disk itself, without ever holding all of it. What goes wrong leaves nothing.</summary>
    /// <returns>Its upload, or null where it is larger than <paramref name="limit"/> bytes; the source is read to its end then too.</returns>
    public async Task<Upload?> ReceiveAsync(Stream source, string? fileName, string? mimeType, long limit, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_incoming);
        var path = Path.Combine(_incoming, $"{Guid.NewGuid():N}.part");
        try
        {
            long bytes;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false))
            {
                bytes = await CopyAsync(source, file, limit, cancellationToken);
                if (bytes <= limit)
                    file.Flush(flushToDisk: true);
            }

            if (bytes <= limit)
                return new Upload(path, bytes, fileName, mimeType);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        File.Delete(path);
        return null;
    }

    /// <summary>Removes what a run that was cut off left: half uploads, and whole ones that no message got.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_incoming);
        var known = await database.ReadAsync(t => t.FileNames(), cancellationToken);
        var leftovers = Directory.EnumerateFiles(_incoming)
            .Concat(Directory.EnumerateFiles(_kept).Where(path => !known.Contains(Path.GetFileName(path))))
            .ToList();
        foreach (var path in leftovers)
            File.Delete(path);

        if (leftovers.Count > 0)
            LogSwept(leftovers.Count);
    }

    private static async Task<long> CopyAsync(Stream source, FileStream destination, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes += read;
            if (bytes <= limit)
                await WriteAsync(destination, buffer.AsMemory(0, read), cancellationToken);
        }

        return bytes;
    }

    private static async Task WriteAsync(FileStream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new ChatDataException($"A file that was sent can't be kept: {exception.Message}", exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} files that an interrupted upload had left")]
    private partial void LogSwept(int count);
}
