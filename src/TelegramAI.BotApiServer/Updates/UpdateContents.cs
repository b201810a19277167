using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Messages;

namespace TelegramAI.BotApiServer.Updates;

/// <summary>A person pressed a button, as the Bot API tells the bot.</summary>
internal sealed record CallbackQuery(string Id, User From, Message Message, string ChatInstance, string Data);

/// <summary>A person blocked the bot, or let it in again.</summary>
internal sealed record ChatMemberUpdated(Chats.Chat Chat, User From, long Date, ChatMember OldChatMember, ChatMember NewChatMember);

/// <param name="Status"><c>member</c>, or <c>kicked</c> where the person has blocked the bot.</param>
/// <param name="User">The bot.</param>
/// <param name="UntilDate">When the block ends: never, which is 0.</param>
internal sealed record ChatMember(string Status, User User, long? UntilDate = null);
