using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using TelegramAI.Disk.Files;

namespace TelegramAI.Disk.Queue;

/// <summary>Opens the queue's file, or makes it; refuses a file that is damaged or is not ours without changing a byte of it.</summary>
internal static class QueueDatabase
{
    /// <summary>Marks the file as ours, in its header ("TgQu"). https://www.sqlite.org/fileformat.html#application_id</summary>
    private const int ApplicationId = 0x54675175;
    private const int HeaderLength = 100;
    private const int ApplicationIdOffset = 68;

    private const string Advice = "move it away, with its -wal file if there is one, to start with an empty queue, or restore a copy of it";

    private const string Schema =
        """
        CREATE TABLE message (
            id         TEXT    NOT NULL PRIMARY KEY,
            queue      TEXT    NOT NULL,
            body       BLOB    NOT NULL, -- UTF-8; as text it would end at its first NUL
            chat       INTEGER     NULL,
            sent_at    INTEGER NOT NULL, -- this and visible_at: milliseconds since 1970, UTC
            visible_at INTEGER NOT NULL,
            receives   INTEGER NOT NULL,
            receipt    TEXT        NULL  -- of the last receive
        ) STRICT;
        CREATE INDEX message_visible ON message (queue, visible_at, receives);
        CREATE INDEX message_sent ON message (queue, sent_at);
        PRAGMA user_version = 1;
        """;

    /// <exception cref="DamagedFileException">The file is no queue, or a damaged one.</exception>
    /// <exception cref="QueueStorageException">The file can't be read or written.</exception>
    public static SqliteConnection Open(string path)
    {
        try
        {
            if (File.Exists(path))
                Check(path);
            else
                Create(path);

            var connection = Connect(path, SqliteOpenMode.ReadWrite);

            // FULL: what is committed survives a power cut, not only a killed process. https://www.sqlite.org/pragma.html#pragma_synchronous
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT");
            return connection;
        }
        catch (SqliteException exception)
        {
            throw Translate(path, exception);
        }
        catch (Exception exception) when (exception is IOException and not QueueStorageException or UnauthorizedAccessException)
        {
            throw new QueueStorageException(path, "can't be opened", exception);
        }
    }

    /// <summary>What an error of SQLite means for whoever called. https://www.sqlite.org/rescode.html</summary>
    public static Exception Translate(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB =>
            new DamagedFileException(path, "is damaged", Advice, exception),
        SQLitePCL.raw.SQLITE_FULL => new QueueStorageException(path, "can't be written: its disk is full", exception),
        SQLitePCL.raw.SQLITE_READONLY => new QueueStorageException(path, "can't be written: it is read-only", exception),
        SQLitePCL.raw.SQLITE_BUSY => new QueueStorageException(path, "is in use by another program", exception),
        _ => new QueueStorageException(path, $"can't be read or written ({exception.Message})", exception),
    };

    /// <summary>Made aside and moved, so that a queue is whole or is not there, even if the process is killed here.</summary>
    private static void Create(string path)
    {
        // SQLite would replay the log of a queue that was moved away into the new one. https://www.sqlite.org/howtocorrupt.html
        var log = new FileInfo(LogOf(path));
        if (log is { Exists: true, Length: > 0 })
            throw new DamagedFileException(log.FullName, "is the log of a queue that is not there", "put the queue back beside it, or move it away too");

        var aside = $"{path}.new";
        File.Delete(aside);
        File.Delete($"{aside}-journal");
        using (var connection = Connect(aside, SqliteOpenMode.ReadWriteCreate))
            Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA synchronous = FULL; BEGIN; {Schema} COMMIT");

        File.Move(aside, path);
        DirectoryEntry.Flush(Path.GetDirectoryName(path)!);
    }

    private static void Check(string path)
    {
        // SQLite itself might change a foreign file while opening it (a recovery, a checkpoint), so its header is read by hand first.
        Span<byte> header = stackalloc byte[HeaderLength];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith("SQLite format 3\0"u8))
                throw new DamagedFileException(path, "is no database", Advice);
        }

        if (BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdOffset..]) != ApplicationId)
            throw new DamagedFileException(path, "is the database of another program", Advice);

        // A write-ahead log has the latest messages, and a read-only connection leaves it as it is. Without one the file is whole, and as
        // an immutable one gets no log beside it. https://www.sqlite.org/uri.html#uriimmutable
        var source = File.Exists(LogOf(path)) ? path : $"{new Uri(path).AbsoluteUri}?immutable=1";
        using var connection = Connect(source, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        if (command.ExecuteScalar() is not 1L)
            throw new DamagedFileException(path, "was written by another version of this program", Advice);

        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok")
            throw new DamagedFileException(path, "is damaged", Advice);
    }

    private static string LogOf(string path) => $"{path}-wal";

    private static SqliteConnection Connect(string source, SqliteOpenMode mode)
    {
        // A pooled connection would keep the file open after it is closed.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "The statements are constants of this class")]
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
