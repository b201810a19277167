using System.Text.Json;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Profile;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>Makes and changes the bot's own messages within a transaction.</summary>
internal sealed class MessageComposer(BotProfile bot, TimeProvider time)
{
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Keeps a new message of the bot in the call's chat, as an answer where the call names a message. It is filled in by the caller.</summary>
    public Message Send(ChatTransaction transaction, BotCall call, ContentKind kind, Func<Message, Message> fill)
    {
        transaction.RequireAccess(call.Chat);
        transaction.RequireRight(call.Chat, kind);
        var named = transaction.TopicOf(call);
        var answered = Answered(transaction, call, named);
        var topic = named?.Value ?? answered?.MessageThreadId;
        var message = fill(new Message
        {
            MessageId = transaction.NextMessageId().Value,
            From = bot.User,
            Chat = transaction.DescribeChat(call.Chat),
            MessageThreadId = topic,
            IsTopicMessage = topic is null ? null : true,
            Date = Now,
            ReplyToMessage = answered,
            ReplyMarkup = InlineKeyboard.Of(call),
        });
        transaction.PutMessage(message);
        if (!call.Flag("disable_notification"))
            transaction.MarkNotifies(message);

        return message;
    }

    /// <summary>The bot's message that a call edits.</summary>
    public Message Editable(ChatTransaction transaction, BotCall call)
    {
        transaction.RequireAccess(call.Chat);
        var message = transaction.FindMessage(call.Chat, call.Message) ?? throw BotApiException.BadRequest("message to edit not found");
        return message.From.Id == bot.User.Id && !message.IsService ? message : throw BotApiException.BadRequest("message can't be edited");
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

    // In a topic allow_sending_without_reply counts as false: https://core.telegram.org/bots/api#replyparameters.
    private static Message? Answered(ChatTransaction transaction, BotCall call, TopicId? topic)
    {
        var reply = call.Object<ReplyParameters>("reply_parameters");
        var id = reply?.MessageId ?? (int?)call.Number("reply_to_message_id");
        if (id is null or 0)
            return null;

        var answered = transaction.FindMessage(call.Chat, new MessageId(id.Value));
        var mayStandAlone = topic is null && (reply?.AllowSendingWithoutReply is true || call.Flag("allow_sending_without_reply"));
        if (answered is null && !mayStandAlone)
            throw BotApiException.BadRequest("message to be replied not found");

        return answered is null ? null : answered with { ReplyToMessage = null };
    }

    private sealed record ReplyParameters(int MessageId, bool AllowSendingWithoutReply = false);
}
