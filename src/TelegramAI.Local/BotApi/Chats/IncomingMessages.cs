using TelegramAI.Core.Chats;
using TelegramAI.Local.BotApi.Messages;
using TelegramAI.Local.BotApi.Storage;
using TelegramAI.Local.BotApi.Updates;

namespace TelegramAI.Local.BotApi.Chats;

/// <summary>What others than the bot bring into a chat.</summary>
internal static class IncomingMessages
{
    /// <summary>Keeps a message and tells the bot, unless it was thrown out: then it hears nothing.</summary>
    public static void Deliver(this ChatTransaction transaction, Message message, DateTimeOffset now)
    {
        transaction.PutMessage(message);
        if (!transaction.IsBlocked(new ChatId(message.Chat.Id)))
            transaction.AddUpdate("message", message, now, causedBy: message);
    }
}
