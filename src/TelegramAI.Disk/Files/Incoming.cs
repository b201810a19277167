namespace TelegramAI.Disk.Files;

/// <summary>
/// Where the files of a folder are written before they are whole: beside them in the same file system, so that the move that makes
/// them visible is one step. What a killed process left there is deleted when the folder is opened.
/// </summary>
internal sealed class Incoming
{
    /// <summary>No object's name begins with a dot, so this is none of them.</summary>
    public const string Name = ".incoming";

    private readonly string _root;
    private readonly string _folder;

    public Incoming(string root)
    {
        _root = root;
        _folder = Path.Combine(root, Name);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>A new file to write. Its name tells nothing, so two writers of one object do not meet.</summary>
    public FileStream Create() => new(
        Path.Combine(_folder, Guid.NewGuid().ToString("N")),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous });

    /// <summary>Moves a file that was closed after its bytes were flushed to where it is visible, durably, replacing what is there.</summary>
    public void Publish(string file, string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        MakeFolder(folder);
        File.Move(file, target, overwrite: true);
        DirectoryEntry.Flush(folder);
    }

    private void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        Directory.CreateDirectory(folder);

        // Any of the folders between may be new, and each is a name in the one above.
        for (var above = folder; above.Length > _root.Length;)
        {
            above = Path.GetDirectoryName(above)!;
            DirectoryEntry.Flush(above);
        }
    }
}
