using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Updates;

/// <summary>An update that waits for the bot.</summary>
/// <param name="Id">Its <c>update_id</c>.</param>
/// <param name="Json">As the bot gets it.</param>
/// <param name="CreatedAt">In milliseconds since 1970.</param>
/// <param name="Attempts">How often it was tried to be delivered to the webhook.</param>
/// <param name="DueAt">When it is tried again, in milliseconds since 1970.</param>
internal sealed record PendingUpdate(long Id, string Json, long CreatedAt, int Attempts, long DueAt);

/// <summary>The updates that the bot has not confirmed yet.</summary>
internal static class UpdateTable
{
    internal const string Allowed = "allowed_updates";

    private const string Columns = "update_id, json, created_at, attempts, due_at";

    /// <summary>Keeps an update for the bot, unless it has said that it wants none of its kind.</summary>
    public static void AddUpdate(this ChatTransaction transaction, string kind, object content, DateTimeOffset now, Message? causedBy = null)
    {
        if (transaction.Setting<List<string>>(Allowed) is { Count: > 0 } allowed && !allowed.Contains(kind, StringComparer.Ordinal))
            return;

        var id = transaction.Next("update");
        var json = new JsonObject { ["update_id"] = id, [kind] = JsonSerializer.SerializeToNode(content, BotApiJson.Options) };
        transaction.Execute(
            "INSERT INTO updates (update_id, chat_id, message_id, json, created_at) VALUES ($id, $chat, $message, $json, $now)",
            ("$id", id),
            ("$chat", causedBy?.Chat.Id),
            ("$message", causedBy?.MessageId),
            ("$json", json.ToJsonString(BotApiJson.Options)),
            ("$now", now.ToUnixTimeMilliseconds()));
        transaction.MarkUpdatesChanged();
    }

    public static IReadOnlyList<PendingUpdate> OldestUpdates(this ChatTransaction transaction, int limit) =>
        transaction.Query($"SELECT {Columns} FROM updates ORDER BY update_id LIMIT $limit", Read, ("$limit", limit));

    /// <summary>The update that is to be delivered next, which may be due later.</summary>
    public static PendingUpdate? NextDueUpdate(this ChatTransaction transaction) =>
        transaction.Query($"SELECT {Columns} FROM updates ORDER BY due_at, update_id LIMIT 1", Read).SingleOrDefault();

    public static long CountUpdates(this ChatTransaction transaction) =>
        transaction.Query("SELECT count(*) FROM updates", row => row.GetInt64(0))[0];

    /// <summary>The bot has got every update before this one; below zero, all but the last so many.</summary>
    public static void ConfirmBefore(this ChatTransaction transaction, long offset)
    {
        var before = offset;
        if (offset < 0)
        {
            var kept = transaction.Query(
                "SELECT update_id FROM updates ORDER BY update_id DESC LIMIT $count",
                row => row.GetInt64(0),
                ("$count", -offset));
            before = kept.Count > 0 ? kept[^1] : 0;
        }

        transaction.Remove("DELETE FROM updates WHERE update_id < $id RETURNING chat_id, message_id", before);
    }

    public static void Confirm(this ChatTransaction transaction, long updateId) =>
        transaction.Remove("DELETE FROM updates WHERE update_id = $id RETURNING chat_id, message_id", updateId);

    public static void DropUpdates(this ChatTransaction transaction) => transaction.Execute("DELETE FROM updates");

    public static void Postpone(this ChatTransaction transaction, long updateId, DateTimeOffset dueAt) =>
        transaction.Execute(
            "UPDATE updates SET attempts = attempts + 1, due_at = $due WHERE update_id = $id",
            ("$id", updateId),
            ("$due", dueAt.ToUnixTimeMilliseconds()));

    private static void Remove(this ChatTransaction transaction, string delete, long id)
    {
        var causes = transaction.Query(
            delete,
            row => row.IsDBNull(0) ? ((long Chat, int Message)?)null : (row.GetInt64(0), row.GetInt32(1)),
            ("$id", id));
        foreach (var cause in causes)
        {
            if (cause is { } message)
                transaction.MarkSeen(new ChatId(message.Chat), new MessageId(message.Message));
        }
    }

    private static PendingUpdate Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.GetInt64(4));
}
