using System.Text.Json;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>The chats that the bot knows, what they are, and which of them have thrown it out.</summary>
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

    /// <summary>A chat, as the Bot API sends it.</summary>
    public static Chat DescribeChat(this ChatTransaction transaction, ChatId chat) => Chat.Of(chat, transaction.Group(chat));

    public static GroupState? Group(this ChatTransaction transaction, ChatId chat) =>
        transaction.Query(
            "SELECT json FROM chats WHERE chat_id = $chat AND json IS NOT NULL",
            row => JsonSerializer.Deserialize<GroupState>(row.GetString(0), BotApiJson.Options),
            ("$chat", chat.Value)).SingleOrDefault();

    public static void SetGroup(this ChatTransaction transaction, ChatId chat, GroupState state)
    {
        transaction.OpenChat(chat);
        transaction.Execute(
            "UPDATE chats SET json = $json WHERE chat_id = $chat",
            ("$chat", chat.Value),
            ("$json", JsonSerializer.Serialize(state, BotApiJson.Options)));
    }

    /// <exception cref="BotApiException">The bot is not in that chat.</exception>
    public static void RequireAccess(this ChatTransaction transaction, ChatId chat)
    {
        if (transaction.Group(chat)?.MigratedTo is { } supergroup)
            throw BotApiException.Migrated(supergroup);

        switch (transaction.Blocked(chat))
        {
            case null: throw BotApiException.BadRequest("chat not found");
            case true: throw BotApiException.ThrownOut(transaction.DescribeChat(chat).Type);
            default: return;
        }
    }

    /// <exception cref="BotApiException">The bot may not say that there.</exception>
    public static void RequireRight(this ChatTransaction transaction, ChatId chat, ContentKind kind)
    {
        var rights = transaction.Group(chat)?.Rights ?? new BotRights();
        switch (kind)
        {
            case ContentKind.Text when !rights.SendMessages:
                throw BotApiException.BadRequest("not enough rights to send text messages to the chat");
            case ContentKind.Video when !rights.SendVideos || !rights.SendMessages:
                throw BotApiException.BadRequest("not enough rights to send videos to the chat");
            default: return;
        }
    }

    private static bool? Blocked(this ChatTransaction transaction, ChatId chat) =>
        transaction.Query<bool?>("SELECT blocked FROM chats WHERE chat_id = $chat", row => row.GetBoolean(0), ("$chat", chat.Value))
            .SingleOrDefault();
}

/// <summary>What a message is made of, as far as a group's rights tell it apart.</summary>
internal enum ContentKind
{
    Text,
    Video,
}
