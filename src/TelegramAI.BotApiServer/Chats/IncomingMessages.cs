using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.BotApiServer.Updates;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

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
