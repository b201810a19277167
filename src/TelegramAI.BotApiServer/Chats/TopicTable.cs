using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>The topics of forums. A topic has the number of the service message that tells of its creation.</summary>
internal static class TopicTable
{
    public static void AddTopic(this ChatTransaction transaction, ChatId chat, TopicId topic) =>
        transaction.Execute("INSERT INTO topics VALUES ($chat, $topic)", ("$chat", chat.Value), ("$topic", topic.Value));

    public static void RemoveTopic(this ChatTransaction transaction, ChatId chat, TopicId topic) =>
        transaction.Execute("DELETE FROM topics WHERE chat_id = $chat AND topic_id = $topic", ("$chat", chat.Value), ("$topic", topic.Value));

    /// <summary>
    /// The topic that a call names. The general topic is named by nothing: sending refuses its number 1 as that of an unknown topic.
    /// </summary>
    /// <exception cref="BotApiException">The chat has no such topic.</exception>
    public static TopicId? TopicOf(this ChatTransaction transaction, BotCall call)
    {
        if (call.Number("message_thread_id") is not { } id)
            return null;

        var topic = new TopicId((int)id);
        return transaction.HasTopic(call.Chat, topic) ? topic : throw BotApiException.BadRequest("message thread not found");
    }

    public static bool HasTopic(this ChatTransaction transaction, ChatId chat, TopicId topic) =>
        transaction.Query(
            "SELECT 1 FROM topics WHERE chat_id = $chat AND topic_id = $topic",
            row => row.GetInt32(0),
            ("$chat", chat.Value),
            ("$topic", topic.Value)).Count > 0;
}
