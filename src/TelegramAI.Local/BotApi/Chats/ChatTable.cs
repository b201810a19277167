using TelegramAI.Core.Chats;
using TelegramAI.Local.BotApi.Calls;
using TelegramAI.Local.BotApi.Storage;

namespace TelegramAI.Local.BotApi.Chats;

/// <summary>The chats that the bot knows, and which of them have blocked it.</summary>
internal static class ChatTable
{
    /// <summary>Opens the chat where it is new.</summary>
    public static void OpenChat(this ChatTransaction transaction, ChatId chat) =>
        transaction.Execute("INSERT INTO chats (chat_id) VALUES ($chat) ON CONFLICT DO NOTHING", ("$chat", chat.Value));

    public static bool IsBlocked(this ChatTransaction transaction, ChatId chat) => transaction.Blocked(chat) is true;

    /// <returns>Whether that changed anything.</returns>
    public static bool SetBlocked(this ChatTransaction transaction, ChatId chat, bool blocked) =>
        transaction.Execute(
            "UPDATE chats SET blocked = $blocked WHERE chat_id = $chat AND blocked <> $blocked",
            ("$chat", chat.Value),
            ("$blocked", blocked)) > 0;

    /// <exception cref="BotApiException">The bot may not write there.</exception>
    public static void RequireWritable(this ChatTransaction transaction, ChatId chat)
    {
        switch (transaction.Blocked(chat))
        {
            case null: throw BotApiException.BadRequest("chat not found");
            case true: throw BotApiException.Blocked();
            default: return;
        }
    }

    private static bool? Blocked(this ChatTransaction transaction, ChatId chat) =>
        transaction.Query<bool?>("SELECT blocked FROM chats WHERE chat_id = $chat", row => row.GetBoolean(0), ("$chat", chat.Value))
            .SingleOrDefault();
}
