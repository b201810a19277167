using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Queue;
using TelegramAI.Disk.Videos;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The real local queue, ledger and bucket, in a folder that goes when they do.</summary>
internal sealed class LocalStores : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telegramai-worker-").FullName;

    public LocalStores(TimeSpan visibility, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Queue = SqliteQueue.Open(Path.Combine(_folder, "queue.db"), new SqliteQueueOptions { Visibility = visibility }, time, NullLogger<SqliteQueue>.Instance);
        Documents = new FolderDocuments(Path.Combine(_folder, "documents"), time);
        var links = new VideoLinks(LinkKey.Open(Path.Combine(_folder, "links.key")), () => new Uri("http://127.0.0.1"), time);
        Files = new FolderVideoFiles(Path.Combine(_folder, "videos"), links);
    }

    public SqliteQueue Queue { get; }

    public FolderDocuments Documents { get; }

    public FolderVideoFiles Files { get; }

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
