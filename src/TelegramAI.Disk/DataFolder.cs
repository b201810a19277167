namespace TelegramAI.Disk;

/// <summary>
/// The folder that holds all that the program keeps on this machine. Nobody else opens it while this is not disposed; a killed process's
/// lock goes with it.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string ProbePrefix = ".probe-";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Root = path;
        _lock = @lock;
    }

    /// <summary>The full path of the folder.</summary>
    public string Root { get; }

    /// <summary>The queue's SQLite file.</summary>
    public string QueueFile => Path.Combine(Root, "queue.db");

    /// <summary>The local chat's SQLite file.</summary>
    public string ChatFile => Path.Combine(Root, "chat.db");

    /// <summary>The key that signs download links.</summary>
    public string LinkKeyFile => Path.Combine(Root, "links.key");

    /// <summary>The key that opens the pages.</summary>
    public string AccessKeyFile => Path.Combine(Root, "access.key");

    /// <summary>The stored videos.</summary>
    public string Videos => Path.Combine(Root, "videos");

    /// <summary>The ledger, the manifests and the claims.</summary>
    public string Documents => Path.Combine(Root, "documents");

    /// <summary>Files that no restart needs: it is empty when the folder is opened.</summary>
    public string Scratch => Path.Combine(Root, "scratch");

    public string Logs => Path.Combine(Root, "logs");

    /// <summary>How many bytes the folder's disk takes before it is full.</summary>
    public long FreeBytes => new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Root)! : Root).AvailableFreeSpace;

    /// <summary>Opens the folder, or makes it, readable by its owner alone; deletes what a killed process left in <see cref="Scratch"/>.</summary>
    /// <exception cref="DataFolderException">It can't be used; the message is one sentence for whoever started the program.</exception>
    public static DataFolder Open(string path)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            MakeWritable(root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder '{root}' can't be written ({exception.Message}): choose another, or make room or rights for it", exception);
        }

        var data = new DataFolder(root, Lock(root));
        try
        {
            data.Prepare();
            return data;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            data.Dispose();
            throw new DataFolderException($"The data folder '{root}' can't be prepared ({exception.Message}): choose another, or repair its rights", exception);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void MakeWritable(string root)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(root);
        else
            Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        // Rights, a read-only disk and a full one are all found by writing.
        var probe = Path.Combine(root, $"{ProbePrefix}{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(probe, new byte[4096]);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private static FileStream Lock(string root)
    {
        try
        {
            // Not shared: on Unix .NET takes an advisory lock of the whole file, which ends with the process however that ends.
            return new FileStream(Path.Combine(root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder '{root}' is in use by another running program: stop that one, or choose another folder", exception);
        }
    }

    private void Prepare()
    {
        foreach (var probe in Directory.EnumerateFiles(Root, $"{ProbePrefix}*"))
            File.Delete(probe);
        if (Directory.Exists(Scratch))
            Directory.Delete(Scratch, recursive: true);
        Directory.CreateDirectory(Scratch);
        Directory.CreateDirectory(Logs);
    }
}

/// <summary>The data folder can't be used. The message is one sentence that says what to do.</summary>
public sealed class DataFolderException(string message, Exception innerException) : Exception(message, innerException);
