using TelegramAI.Core.Videos;
using TelegramAI.Disk.Files;

namespace TelegramAI.Disk.Videos;

/// <summary>A video that is being written aside.</summary>
internal sealed class FolderVideoUpload : VideoUpload
{
    private readonly VideoKey _key;
    private readonly string _target;
    private readonly Incoming _incoming;
    private readonly FileStream _file;
    private bool _committed;

    public FolderVideoUpload(VideoKey key, string target, Incoming incoming)
    {
        _key = key;
        _target = target;
        _incoming = incoming;
        _file = incoming.Create();
        Stream = new StorageStream(_file, $"{key}");
    }

    public override Stream Stream { get; }

    public override async Task<long> CommitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _file.FlushAsync(cancellationToken);
            var length = _file.Length;

            // Flushing a large file to the disk takes seconds, and .NET has no asynchronous way to do it.
            await Task.Run(() => _file.Flush(flushToDisk: true), cancellationToken);
            await _file.DisposeAsync();
            _incoming.Publish(_file.Name, _target);
            _committed = true;
            return length;
        }
        catch (Exception exception) when (StorageFailure.Is(exception))
        {
            throw StorageFailure.Of($"{_key}", exception);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_committed)
            return;

        try
        {
            await _file.DisposeAsync();
        }
        catch (Exception exception) when (StorageFailure.Is(exception))
        {
            // What could not be flushed is about to be deleted.
        }

        File.Delete(_file.Name);
    }
}
