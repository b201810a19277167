using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Core.Jobs;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Queue;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>Looks into the data folder of a program that has ended.</summary>
internal static class LeftBehind
{
    /// <summary>Nothing waits, nothing is half done, and no file is there that nobody needs.</summary>
    public static async Task AssertNothingAsync(string data)
    {
        // Before the folder is opened, which would tidy it.
        Assert.Empty(Files(data, "scratch"));
        Assert.Empty(Files(data, "videos/.incoming"));
        Assert.Empty(Files(data, "documents/.incoming"));
        Assert.Empty(Files(data, "chat-files/incoming"));
        Assert.DoesNotContain(Files(data, "documents"), file => file.EndsWith(".claim", StringComparison.Ordinal));

        Assert.Equal(new QueueCounts(0, 0, 0, 0), await CountAsync(data));
    }

    public static async Task<QueueCounts> CountAsync(string data)
    {
        await using var queue = SqliteQueue.Open(Path.Combine(data, "queue.db"), new SqliteQueueOptions(), TimeProvider.System, NullLogger<SqliteQueue>.Instance);
        return await queue.CountAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the ledger knows of all jobs.</summary>
    public static Task<IReadOnlyList<JobEntry>> JobsAsync(string data) =>
        new JobLedger(new FolderDocuments(Path.Combine(data, "documents"), TimeProvider.System), TimeProvider.System, NullLogger<JobLedger>.Instance)
            .RecentAsync(1000, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Files(string data, string folder)
    {
        var path = Path.Combine(data, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [];
    }
}
