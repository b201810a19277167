using Microsoft.Extensions.Logging;

namespace TelegramAI.YouTube.Muxing;

/// <summary>
/// The files of one download; disposing deletes them. A lock beside the folder says that its owner lives: the system lets
/// go of it however the owner ends.
/// </summary>
internal sealed partial class ScratchFolder : IDisposable
{
    public const string LockSuffix = ".lock";
    private readonly string _path;
    private readonly FileStream _hold;
    private readonly ILogger _logger;

    private ScratchFolder(string path, FileStream hold, ILogger logger) => (_path, _hold, _logger) = (path, hold, logger);

    /// <summary>Creates the folder, or takes over one whose owner is gone; null where its owner lives.</summary>
    public static ScratchFolder? TryHold(string path, ILogger logger)
    {
        FileStream hold;
        try
        {
            hold = new FileStream(
                path + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (System.IO.File.Exists(path + LockSuffix))
        {
            return null;
        }

        var folder = new ScratchFolder(path, hold, logger);
        try
        {
            Directory.CreateDirectory(path);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public string File(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(_path))
                Directory.Delete(_path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stays is deleted by the sweep of a later start.
            LogNotDeleted(_path, exception.Message);
        }
        finally
        {
            _hold.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not delete {Folder}: {Reason}")]
    private partial void LogNotDeleted(string folder, string reason);
}
