using Microsoft.Data.Sqlite;

namespace TelegramAI.BotApiServer.Storage;

/// <summary>The tables of <c>chat.db</c>. Messages and updates are kept as the JSON that the Bot API sends.</summary>
internal static class ChatSchema
{
    // A chat that starts anew (its file was moved away) must not give message numbers again: job ids are derived from them.
    // So numbers start at the seconds since this moment, and a busy chat stays far below one message per second.
    private static readonly DateTimeOffset NumbersStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Tables =
        """
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE settings (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, blocked INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE messages (
            chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, version INTEGER NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0, json TEXT,
            PRIMARY KEY (chat_id, message_id)) WITHOUT ROWID;
        CREATE INDEX messages_by_version ON messages (chat_id, version);
        CREATE TABLE updates (
            update_id INTEGER PRIMARY KEY, chat_id INTEGER, message_id INTEGER, json TEXT NOT NULL,
            created_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX updates_by_due ON updates (due_at, update_id);
        CREATE TABLE callbacks (query_id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE files (
            file_id TEXT PRIMARY KEY, unique_id TEXT NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL,
            file_name TEXT, mime_type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, duration INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const string Groups =
        """
        ALTER TABLE chats ADD COLUMN json TEXT;
        ALTER TABLE messages ADD COLUMN notifies INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE messages ADD COLUMN reaction TEXT;
        ALTER TABLE files ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;
        UPDATE files SET added_at = unixepoch();
        CREATE TABLE topics (chat_id INTEGER NOT NULL, topic_id INTEGER NOT NULL, PRIMARY KEY (chat_id, topic_id)) WITHOUT ROWID;
        CREATE TABLE members (chat_id INTEGER NOT NULL, user_id INTEGER NOT NULL, status TEXT NOT NULL, PRIMARY KEY (chat_id, user_id)) WITHOUT ROWID;
        """;

    /// <summary>What each version added to the one before; a file has the number of its last.</summary>
    private static readonly string[] Versions = [Tables, Groups];

    /// <summary>Makes the tables of a new file, brings those of an older one up to date, and refuses a damaged or a newer one.</summary>
    public static void Prepare(SqliteConnection connection, string path, DateTimeOffset now)
    {
        // Exclusive before anything else: a second program is refused, and a killed one's lock goes with it.
        // https://www.sqlite.org/pragma.html#pragma_locking_mode
        Run(connection, "PRAGMA locking_mode = EXCLUSIVE");
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE; COMMIT");
        var verdict = (string)Run(connection, "PRAGMA quick_check(1)")!;
        if (verdict is not "ok")
            throw ChatDataException.Damaged(path, "SQLite finds mistakes in it");

        var version = (long)Run(connection, "PRAGMA user_version")!;
        if (version > Versions.Length)
            throw new ChatDataException($"The conversations in {path} were written by a newer version of this program: use that one, or move the file away");

        if (version == Versions.Length)
            return;

        using var transaction = connection.BeginTransaction();
        foreach (var added in Versions.Skip((int)version))
            Run(connection, added);

        if (version == 0)
        {
            var first = Math.Max(0, (long)(now - NumbersStart).TotalSeconds);
            Run(connection, string.Create(null, $"INSERT INTO counters VALUES ('message', {first}), ('update', {first}), ('version', 0)"));
        }

        Run(connection, string.Create(null, $"PRAGMA user_version = {Versions.Length}"));
        transaction.Commit();
    }

#pragma warning disable CA2100 // Only the constants above, and numbers, reach this.
    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
#pragma warning restore CA2100
}
