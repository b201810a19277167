using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Queue;
using TelegramAI.Disk.Videos;
using TelegramAI.Local.Storage;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The real local queue, ledger and bucket, in a folder that goes when they do.</summary>
internal sealed class LocalStores : IAsyncDisposable
{
    private readonly DataFolder _data;

    public LocalStores(TimeSpan visibility, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Folder = Path.Combine(Path.GetTempPath(), $"telegramai-worker-{Guid.NewGuid():N}");
        _data = DataFolder.Open(Folder);
        Queue = SqliteQueue.Open(_data.QueueFile, new SqliteQueueOptions { Visibility = visibility }, time, NullLogger<SqliteQueue>.Instance);
        Documents = new FolderDocuments(_data.Documents, time);
        var links = new VideoLinks(LinkKey.Open(_data.LinkKeyFile), () => new Uri("http://127.0.0.1"), time);
        Files = new FolderVideoFiles(_data.Videos, links);
    }

    public string Folder { get; }

    public SqliteQueue Queue { get; }

    public FolderDocuments Documents { get; }

    public FolderVideoFiles Files { get; }

    public Task OverwriteAsync(string path, string content)
    {
        var file = Path.Combine(_data.Documents, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, content);
    }

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        _data.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
