using TelegramAI.Core.Videos;
using TelegramAI.Disk.Files;

namespace TelegramAI.Disk.Videos;

/// <summary>Stored videos as files of a folder. One process writes to it.</summary>
public sealed class FolderVideoFiles : IVideoFiles
{
    private readonly string _root;
    private readonly Incoming _incoming;
    private readonly VideoLinks _links;

    /// <summary>Opens the folder, and deletes what uploads of a killed process left in it.</summary>
    /// <exception cref="IOException">The folder can't be made.</exception>
    public FolderVideoFiles(string root, VideoLinks links)
    {
        _root = Path.GetFullPath(root);
        _incoming = new Incoming(_root);
        _links = links;
    }

    /// <exception cref="VideoStorageException">The disk is full or not writable.</exception>
    public Task<VideoUpload> BeginAsync(VideoKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = PathOf(key);
        try
        {
            return Task.FromResult<VideoUpload>(new FolderVideoUpload(key, target, _incoming));
        }
        catch (Exception exception) when (StorageFailure.Is(exception))
        {
            throw StorageFailure.Of($"{key}", exception);
        }
    }

    public Task<Stream?> OpenAsync(VideoKey key, long from = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(key) is not { } file)
            return Task.FromResult<Stream?>(null);

        var stream = new FileStream(file.FullName, new FileStreamOptions
        {
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        });
        stream.Position = from;
        return Task.FromResult<Stream?>(stream);
    }

    public Task<long?> LengthAsync(VideoKey key, CancellationToken cancellationToken = default) => Task.FromResult(Find(key)?.Length);

    public VideoLink Link(VideoKey key, TimeSpan lifetime) => _links.Create(key, lifetime);

    /// <summary>The file of a stored video, or null where there is none.</summary>
    public FileInfo? Find(VideoKey key)
    {
        var file = new FileInfo(PathOf(key));
        return file.Exists ? file : null;
    }

    /// <summary>Deletes the videos that were stored before a moment. Whoever reads one goes on reading.</summary>
    /// <returns>How many.</returns>
    public int Expire(DateTimeOffset before)
    {
        var old = FolderNames.WrittenBefore(_root, before).ToList();
        old.ForEach(File.Delete);
        return old.Count;
    }

    private string PathOf(VideoKey key) => FolderNames.FullPath(_root, $"{key.Id}/{key.Format}");
}
