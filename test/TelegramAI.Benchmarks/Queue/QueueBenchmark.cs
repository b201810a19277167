using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Benchmarks.Measuring;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Queue;

namespace TelegramAI.Benchmarks.Queue;

/// <summary>How many messages pass the queue in a second. Each call returns when its change is on the disk.</summary>
internal static class QueueBenchmark
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var queue = SqliteQueue.Open(
            Path.Combine(folder.Path, "queue.db"), new SqliteQueueOptions(), TimeProvider.System, NullLogger<SqliteQueue>.Instance);
        await SendAsync(queue, 10);
        await ReceiveAsync(queue, 10);

        var flushes = await RateAsync(() => Task.FromResult(Append(folder.Path)));
        var table = new Table("", "messages/s", "to plain flushes");
        Add("plain append of 4 KB and flush to the disk", flushes);
        foreach (var batch in new[] { 1, 10 })
        {
            Add($"send, {batch} at a time", await RateAsync(() => SendAsync(queue, batch)));

            // Whatever was sent is enough for as long as it takes.
            var sent = (await queue.CountAsync()).Waiting;
            Add($"receive and complete, {batch} at a time", await RateAsync(() => ReceiveAsync(queue, batch), sent));
            while ((await queue.CountAsync()).Waiting > 0)
                await ReceiveAsync(queue, 10);
        }

        table.Print($"The SQLite queue, synchronous = FULL, one caller, {Duration.TotalSeconds:0} s each");

        void Add(string what, double rate) => table.Add(what, $"{rate:0}", $"{rate / flushes:0.00}");
    }

    private static async Task<double> RateAsync(Func<Task<int>> step, int most = int.MaxValue)
    {
        var (done, began) = (0, Stopwatch.GetTimestamp());
        while (done < most && Stopwatch.GetElapsedTime(began) < Duration)
            done += await step();

        return done / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static int Append(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "flushed"), FileMode.Append);
        file.Write(new byte[4096]);
        file.Flush(flushToDisk: true);
        return 1;
    }

    private static async Task<int> SendAsync(SqliteQueue queue, int batch)
    {
        var jobs = Enumerable.Range(0, batch).Select(number => new DownloadJob
        {
            Id = new JobId(new ChatId(1), new MessageId(1), number),
            User = new UserId(1),
            Request = VideoRequest.ForSearch("a video about nothing"),
            RequestedAt = DateTimeOffset.UnixEpoch,
        });
        await queue.SendAsync([.. jobs]);
        return batch;
    }

    /// <summary>Completes those that came together at once, as workers do side by side.</summary>
    private static async Task<int> ReceiveAsync(SqliteQueue queue, int batch)
    {
        var messages = await queue.ReceiveAsync(batch, TimeSpan.Zero);
        await Task.WhenAll(messages.Select(message => queue.CompleteAsync(message)));
        return messages.Count;
    }
}
