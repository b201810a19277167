using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Queue;
using TelegramAI.Disk.Videos;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The real local queue, ledger and bucket, in a folder that goes when they do.</summary>
internal sealed class LocalStores : IAsyncDisposable
{
    private readonly string _documents;

    public LocalStores(TimeSpan visibility, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Folder = Directory.CreateTempSubdirectory("telegramai-worker-").FullName;
        _documents = Path.Combine(Folder, "documents");
        Queue = SqliteQueue.Open(Path.Combine(Folder, "queue.db"), new SqliteQueueOptions { Visibility = visibility }, time, NullLogger<SqliteQueue>.Instance);
        Documents = new FolderDocuments(_documents, time);
        var links = new VideoLinks(LinkKey.Open(Path.Combine(Folder, "links.key")), () => new Uri("http://127.0.0.1"), time);
        Files = new FolderVideoFiles(Path.Combine(Folder, "videos"), links);
    }

    public string Folder { get; }

    public SqliteQueue Queue { get; }

    public FolderDocuments Documents { get; }

    public FolderVideoFiles Files { get; }

    public Task OverwriteAsync(string path, string content)
    {
        var file = Path.Combine(_documents, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, content);
    }

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
