using Telegram.Bot.Types;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Messages;

/// <summary>A place as the Bot API's methods name it.</summary>
internal static class PlaceParameters
{
    /// <summary>Telegram refuses the number of the General topic, which is where it goes without one. https://core.telegram.org/api/forum#forum-topics</summary>
    private const int General = 1;

    /// <summary>The parameter <c>message_thread_id</c>.</summary>
    public static int? ThreadOf(ChatPlace place) => place.Thread is { Value: > General } thread ? thread.Value : null;

    /// <summary>The parameter <c>reply_parameters</c>.</summary>
    public static ReplyParameters? ReplyOf(ChatPlace place) =>
        place.ReplyTo is { } message ? new ReplyParameters { MessageId = message.Value, AllowSendingWithoutReply = true } : null;
}
