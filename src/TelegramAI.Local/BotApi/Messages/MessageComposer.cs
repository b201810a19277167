using System.Text.Json;
using TelegramAI.Core.Chats;
using TelegramAI.Local.BotApi.Calls;
using TelegramAI.Local.BotApi.Chats;
using TelegramAI.Local.BotApi.Profile;
using TelegramAI.Local.BotApi.Storage;

namespace TelegramAI.Local.BotApi.Messages;

/// <summary>Makes and changes the bot's own messages within a transaction.</summary>
internal sealed class MessageComposer(BotProfile bot, TimeProvider time)
{
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>An empty message of the bot in the call's chat, as an answer where the call names a message.</summary>
    public Message New(ChatTransaction transaction, BotCall call)
    {
        transaction.RequireWritable(call.Chat);
        return new Message
        {
            MessageId = transaction.NextMessageId().Value,
            From = bot.User,
            Chat = Chats.Chat.Of(call.Chat),
            Date = Now,
            ReplyToMessage = Answered(transaction, call),
            ReplyMarkup = InlineKeyboard.Of(call),
        };
    }

    /// <summary>The bot's message that a call edits.</summary>
    public static Message Editable(ChatTransaction transaction, BotCall call)
    {
        transaction.RequireWritable(call.Chat);
        var message = transaction.FindMessage(call.Chat, call.Message) ?? throw BotApiException.BadRequest("message to edit not found");
        return message.From.IsBot ? message : throw BotApiException.BadRequest("message can't be edited");
    }

    /// <summary>Keeps an edited message, unless it says what it said before.</summary>
    public Message Replace(ChatTransaction transaction, Message before, Message after)
    {
        if (SaysTheSame(before, after))
        {
            throw BotApiException.BadRequest(
                "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        }

        var edited = after with { EditDate = Now };
        transaction.PutMessage(edited);
        return edited;
    }

    private static bool SaysTheSame(Message before, Message after) =>
        string.Equals(Content(before), Content(after), StringComparison.Ordinal);

    private static string Content(Message message) => JsonSerializer.Serialize(message with { EditDate = null }, BotApiJson.Options);

    private static Message? Answered(ChatTransaction transaction, BotCall call)
    {
        var reply = call.Object<ReplyParameters>("reply_parameters");
        var id = reply?.MessageId ?? (int?)call.Number("reply_to_message_id");
        if (id is null or 0)
            return null;

        var answered = transaction.FindMessage(call.Chat, new MessageId(id.Value));
        if (answered is null && reply?.AllowSendingWithoutReply is not true && !call.Flag("allow_sending_without_reply"))
            throw BotApiException.BadRequest("message to be replied not found");

        return answered is null ? null : answered with { ReplyToMessage = null };
    }

    private sealed record ReplyParameters(int MessageId, bool AllowSendingWithoutReply = false);
}
