using Telegram.Bot.Types;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Commands;

/// <summary>Who wrote a message.</summary>
internal static class MessageSender
{
    /// <summary>
    /// The person, or the chat in whose name it was written: an administrator may hide behind the group and somebody else behind a channel,
    /// and then Telegram names a bot of its own as the person. Null for other bots and for what Telegram itself forwards from a channel.
    /// https://core.telegram.org/bots/api#message
    /// </summary>
    public static UserId? Of(Message message) => message switch
    {
        { IsAutomaticForward: true } => null,
        { SenderChat: { } chat } => new UserId(chat.Id),
        { From: { IsBot: false } person } => new UserId(person.Id),
        _ => null,
    };

    /// <summary>Whether it is a message of the bot of that name.</summary>
    public static bool IsBot(Message? message, string? botName) =>
        botName is { Length: > 0 } && message is { From: { IsBot: true, Username: { } name } } && name.Equals(botName, StringComparison.OrdinalIgnoreCase);
}
