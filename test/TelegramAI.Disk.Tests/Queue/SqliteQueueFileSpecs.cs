using System.Globalization;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Disk.Files;
using TelegramAI.Disk.Queue;
using TelegramAI.Disk.Tests.Rig;
using TelegramAI.Testing.Files;

namespace TelegramAI.Disk.Tests.Queue;

/// <summary>The queue's file meets kills, full disks and damage.</summary>
public sealed class SqliteQueueFileSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => _folder["queue.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        for (var round = 0; round < 3; round++)
        {
            var path = _folder[$"{round}.db"];
            var last = await CrashTarget.RunAndKillAsync("send", path, atLeast: 50);

            await using var queue = Open(path);
            var bodies = await BodiesAsync(queue);

            // At most the one message whose acknowledgement was cut off comes on top.
            Assert.InRange(bodies.Count, last + 1, last + 2);
            Assert.Equal(Enumerable.Range(0, bodies.Count), bodies.Order());
        }
    }

    [Fact]
    public async Task A_full_disk_refuses_a_message_and_loses_none()
    {
        using var disk = new TinyDisk(kilobytes: 2_048);
        var path = disk["queue.db"];
        var acknowledged = new List<int> { 0 };
        await using (var queue = Open(path))
        {
            await queue.SendAsync("0", chat: null, Cancellation);
            var filler = disk.Fill();

            var refusal = await Assert.ThrowsAsync<QueueStorageException>(async () =>
            {
                for (var number = 1; number < 10_000; number++)
                {
                    await queue.SendAsync($"{number}", chat: null, Cancellation);
                    acknowledged.Add(number);
                }
            });
            Assert.Contains("disk is full", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(acknowledged.Count, (await queue.CountAsync(Cancellation)).Waiting);

            System.IO.File.Delete(filler);
            await queue.SendAsync("10000", chat: null, Cancellation);
            acknowledged.Add(10_000);
        }

        await using var reopened = Open(path);
        Assert.Equal(acknowledged, (await BodiesAsync(reopened)).Order());
    }

    [Fact]
    public async Task A_read_only_disk_is_refused_with_a_reason()
    {
        using var disk = new TinyDisk(kilobytes: 2_048);
        await using (Open(disk["queue.db"]))
            disk.Fill();
        disk.MakeReadOnly();

        Assert.Throws<QueueStorageException>(() => Open(disk["queue.db"]));
        Assert.Throws<QueueStorageException>(() => Open(disk["new.db"]));
    }

    [Fact]
    public async Task Many_senders_at_once_each_get_their_own_message_in()
    {
        await using var queue = Open(File);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => queue.SendAsync($"{number}", chat: null, Cancellation)));

        Assert.Equal(Enumerable.Range(0, 500), (await BodiesAsync(queue)).Order());
    }

    [Fact]
    public void Another_programs_database_is_refused_and_left_as_it_is()
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE message (id TEXT)";
            command.ExecuteNonQuery();
        }

        RefusesUntouched("another program");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is a text file")]
    [InlineData("SQLite format 3\0 and then nothing")]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is(string content)
    {
        System.IO.File.WriteAllText(File, content);
        RefusesUntouched("no database");
    }

    [Fact]
    public async Task A_queue_cut_short_is_refused_and_left_as_it_is()
    {
        await FillAsync();
        using (var file = new FileStream(File, FileMode.Open))
            file.SetLength(file.Length / 2);

        RefusesUntouched("damaged");
    }

    [Fact]
    public async Task A_later_versions_queue_is_refused_and_left_as_it_is()
    {
        await FillAsync();
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        RefusesUntouched("another version");
    }

    [Fact]
    public async Task The_log_of_a_queue_that_was_moved_away_is_not_replayed_into_a_new_one()
    {
        await CrashTarget.RunAndKillAsync("send", File, atLeast: 10);
        System.IO.File.Delete(File);
        var log = $"{File}-wal";
        var before = await System.IO.File.ReadAllBytesAsync(log, Cancellation);

        Assert.Equal(log, Assert.Throws<DamagedFileException>(() => Open(File)).Path);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(log, Cancellation));

        System.IO.File.Delete(log);
        await using var queue = Open(File);
        Assert.Empty(await BodiesAsync(queue));
    }

    [Fact]
    public async Task A_killed_queue_that_is_damaged_is_refused_and_left_with_its_log()
    {
        await CrashTarget.RunAndKillAsync("send", File, atLeast: 10);
        await using (var file = new FileStream(File, FileMode.Open))
            await file.WriteAsync("no header"u8.ToArray(), Cancellation);

        Assert.True(new FileInfo($"{File}-wal").Length > 0);
        RefusesUntouched("no database");
    }

    [Fact]
    public async Task Random_damage_is_refused_untouched_or_does_no_harm()
    {
        await FillAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancellation);

        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte.Array[1, 200]).SampleAsync(
            async (at, damage) =>
            {
                var path = _folder[$"{Guid.NewGuid():N}.db"];
                var bytes = whole.ToArray();
                damage.AsSpan(0, Math.Min(damage.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                await System.IO.File.WriteAllBytesAsync(path, bytes);
                try
                {
                    await using var queue = Open(path);
                    await queue.ReceiveAsync(1_000, TimeSpan.Zero);
                }
                catch (DamagedFileException refusal)
                {
                    Assert.Equal(path, refusal.Path);
                }
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task A_file_left_by_a_kill_while_the_queue_was_made_does_no_harm()
    {
        await System.IO.File.WriteAllTextAsync($"{File}.new", "half a data", Cancellation);
        await Open(File).DisposeAsync();

        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    private void RefusesUntouched(string reason)
    {
        var before = Content();

        var refusal = Assert.Throws<DamagedFileException>(() => Open(File));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("move it away", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(File, refusal.Path);
        Assert.Equal(before, Content());
    }

    private Dictionary<string, string> Content() => Directory.GetFiles(_folder.Path)
        .ToDictionary(path => path, path => Convert.ToHexString(System.IO.File.ReadAllBytes(path)), StringComparer.Ordinal);

    private async Task FillAsync()
    {
        await using var queue = Open(File);
        for (var number = 0; number < 20; number++)
            await queue.SendAsync($"{number} {new string('x', 2_000)}", chat: null, Cancellation);
    }

    private static async Task<List<int>> BodiesAsync(SqliteQueue queue)
    {
        var messages = await queue.ReceiveAsync(100_000, TimeSpan.Zero, Cancellation);
        return [.. messages.Select(message => int.Parse(message.Body, CultureInfo.InvariantCulture))];
    }

    private static SqliteQueue Open(string path) =>
        SqliteQueue.Open(path, new SqliteQueueOptions(), TimeProvider.System, NullLogger<SqliteQueue>.Instance);
}
