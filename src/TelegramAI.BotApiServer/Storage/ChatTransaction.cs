using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Storage;

/// <summary>One transaction on the conversations. It remembers what it changed, so that whoever waits for that is told after the commit.</summary>
internal sealed class ChatTransaction(SqliteConnection connection, SqliteTransaction? transaction)
{
    private readonly HashSet<ChatId> _changedChats = [];

    public IReadOnlyCollection<ChatId> ChangedChats => _changedChats;

    /// <summary>Updates or the webhook changed.</summary>
    public bool UpdatesChanged { get; private set; }

    public void MarkChanged(ChatId chat) => _changedChats.Add(chat);

    public void MarkUpdatesChanged() => UpdatesChanged = true;

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public IReadOnlyList<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));

        return rows;
    }

    /// <summary>The next number of a counter: numbers are never given twice, also not after what had them was deleted.</summary>
    public long Next(string counter) =>
        Query(
            "UPDATE counters SET value = value + 1 WHERE name = $name RETURNING value",
            row => row.GetInt64(0),
            ("$name", counter))[0];

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Every caller passes a constant; values are parameters.")]
    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);

        return command;
    }
}
