using System.Text.Json;
using Microsoft.Data.Sqlite;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>The newest state of a message, for those who show it.</summary>
/// <param name="Version">Grows with every change of any message, so "what is newer than this" is all that a page has to ask.</param>
/// <param name="MessageId">Which message it is.</param>
/// <param name="Seen">The bot has got it.</param>
/// <param name="Message">Null where it was deleted.</param>
/// <param name="Notifies">The phone rang for it: the bot did not ask for silence. An edit notifies nobody.</param>
/// <param name="Reaction">The emoji that the bot put on it.</param>
public sealed record MessageChange(long Version, int MessageId, bool Seen, Message? Message, bool Notifies = false, string? Reaction = null);

internal static class MessageTable
{
    private const string Columns = "version, message_id, seen, json, notifies, reaction";

    public static MessageId NextMessageId(this ChatTransaction transaction) => new((int)transaction.Next("message"));

    public static Message? FindMessage(this ChatTransaction transaction, ChatId chat, MessageId message) =>
        transaction.Query(
            $"SELECT {Columns} FROM messages WHERE chat_id = $chat AND message_id = $message",
            Read,
            ("$chat", chat.Value),
            ("$message", message.Value)).SingleOrDefault()?.Message is { } found
            ? found with { ReplyToMessage = transaction.Current(found.ReplyToMessage) }
            : null;

    /// <summary>Adds a message, or replaces what it was.</summary>
    public static void PutMessage(this ChatTransaction transaction, Message message)
    {
        transaction.Execute(
            """
            INSERT INTO messages (chat_id, message_id, version, json) VALUES ($chat, $message, $version, $json)
            ON CONFLICT DO UPDATE SET version = excluded.version, json = excluded.json
            """,
            ("$chat", message.Chat.Id),
            ("$message", message.MessageId),
            ("$version", transaction.Next("version")),
            ("$json", JsonSerializer.Serialize(message, BotApiJson.Options)));
        transaction.MarkChanged(new ChatId(message.Chat.Id));
    }

    /// <summary>Deletes a message and leaves a mark that pages which show it will find.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool DeleteMessage(this ChatTransaction transaction, ChatId chat, MessageId message)
    {
        transaction.MarkChanged(chat);
        return transaction.Execute(
            "UPDATE messages SET deleted = 1, json = NULL, version = $version WHERE chat_id = $chat AND message_id = $message AND deleted = 0",
            ("$chat", chat.Value),
            ("$message", message.Value),
            ("$version", transaction.Next("version"))) > 0;
    }

    /// <summary>The phone of those in the chat rings for this message.</summary>
    public static void MarkNotifies(this ChatTransaction transaction, Message message) =>
        transaction.Execute(
            "UPDATE messages SET notifies = 1 WHERE chat_id = $chat AND message_id = $message",
            ("$chat", message.Chat.Id),
            ("$message", message.MessageId));

    /// <returns>Whether there is such a message.</returns>
    public static bool SetReaction(this ChatTransaction transaction, ChatId chat, MessageId message, string? emoji)
    {
        transaction.MarkChanged(chat);
        return transaction.Execute(
            "UPDATE messages SET reaction = $emoji, version = $version WHERE chat_id = $chat AND message_id = $message AND deleted = 0",
            ("$emoji", emoji),
            ("$chat", chat.Value),
            ("$message", message.Value),
            ("$version", transaction.Next("version"))) > 0;
    }

    /// <summary>The messages that the phone rang for, also those that are gone by now.</summary>
    public static IReadOnlyList<MessageId> Notifications(this ChatTransaction transaction, ChatId chat) =>
        transaction.Query(
            "SELECT message_id FROM messages WHERE chat_id = $chat AND notifies = 1 ORDER BY message_id",
            row => new MessageId(row.GetInt32(0)),
            ("$chat", chat.Value));

    /// <summary>Removes messages from before a moment, with the marks of deleted ones among them: numbers grow with time, whatever the chat.</summary>
    /// <returns>How many.</returns>
    public static int ForgetMessages(this ChatTransaction transaction, DateTimeOffset before) =>
        transaction.Execute(
            """
            DELETE FROM messages WHERE message_id <= (
                SELECT coalesce(max(message_id), 0) FROM messages WHERE json IS NOT NULL AND json_extract(json, '$.date') < $before)
            """,
            ("$before", before.ToUnixTimeSeconds()));

    public static void MarkSeen(this ChatTransaction transaction, ChatId chat, MessageId message)
    {
        transaction.MarkChanged(chat);
        transaction.Execute(
            "UPDATE messages SET seen = 1, version = $version WHERE chat_id = $chat AND message_id = $message AND deleted = 0 AND seen = 0",
            ("$chat", chat.Value),
            ("$message", message.Value),
            ("$version", transaction.Next("version")));
    }

    public static IReadOnlyList<MessageId> MessageIds(this ChatTransaction transaction, ChatId chat) =>
        transaction.Query(
            "SELECT message_id FROM messages WHERE chat_id = $chat AND deleted = 0",
            row => new MessageId(row.GetInt32(0)),
            ("$chat", chat.Value));

    /// <summary>The newest messages before one, oldest first.</summary>
    public static IReadOnlyList<MessageChange> MessagesBefore(this ChatTransaction transaction, ChatId chat, MessageId before, int limit) =>
        transaction.Query(
            $"""
             SELECT {Columns} FROM (
                 SELECT {Columns} FROM messages WHERE chat_id = $chat AND message_id < $before AND deleted = 0
                 ORDER BY message_id DESC LIMIT $limit)
             ORDER BY message_id
             """,
            Read,
            ("$chat", chat.Value),
            ("$before", before.Value),
            ("$limit", limit));

    /// <summary>What changed after a version, oldest change first.</summary>
    public static IReadOnlyList<MessageChange> ChangesAfter(this ChatTransaction transaction, ChatId chat, long version, int limit) =>
        transaction.Query(
            $"SELECT {Columns} FROM messages WHERE chat_id = $chat AND version > $version ORDER BY version LIMIT $limit",
            Read,
            ("$chat", chat.Value),
            ("$version", version),
            ("$limit", limit));

    public static long Version(this ChatTransaction transaction) =>
        transaction.Query("SELECT value FROM counters WHERE name = 'version'", row => row.GetInt64(0))[0];

    private static MessageChange Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt32(1),
        row.GetBoolean(2),
        row.IsDBNull(3) ? null : JsonSerializer.Deserialize<Message>(row.GetString(3), BotApiJson.Options),
        row.GetBoolean(4),
        row.IsDBNull(5) ? null : row.GetString(5));

    /// <summary>What became of an answered message meanwhile: Telegram tells of it as it is, with its buttons, and of a deleted one nothing.</summary>
    private static Message? Current(this ChatTransaction transaction, Message? answered) =>
        answered is null
            ? null
            : transaction.Query(
                $"SELECT {Columns} FROM messages WHERE chat_id = $chat AND message_id = $message",
                Read,
                ("$chat", answered.Chat.Id),
                ("$message", answered.MessageId)).SingleOrDefault()?.Message is { } current
                ? current with { ReplyToMessage = null }
                : null;
}
