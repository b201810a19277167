using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>Sending and editing of text messages and of what goes with them, and what else the bot shows in a chat.</summary>
internal sealed class MessageMethods(ChatDatabase database, MessageComposer composer, ChatEvents events) : IBotMethods
{
    private static readonly HashSet<string> Actions = new(StringComparer.Ordinal)
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    };

    private const int GeneralTopic = 1;

    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("sendMessage", SendAsync),
        ("editMessageText", EditTextAsync),
        ("editMessageReplyMarkup", EditKeyboardAsync),
        ("editMessageCaption", EditCaptionAsync),
        ("sendChatAction", ActAsync),
    ];

    private async Task<object> SendAsync(BotCall call, CancellationToken cancellationToken)
    {
        var text = MessageText.TextOf(call);
        return await database.WriteAsync(
            transaction => composer.Send(transaction, call, ContentKind.Text, message => message with { Text = text.Text, Entities = text.Entities }),
            cancellationToken);
    }

    private async Task<object> EditTextAsync(BotCall call, CancellationToken cancellationToken)
    {
        var text = MessageText.TextOf(call);
        var keyboard = InlineKeyboard.Of(call);
        return await database.WriteAsync(
            transaction =>
            {
                var message = composer.Editable(transaction, call);
                if (message.Text is null)
                    throw BotApiException.BadRequest("there is no text in the message to edit");

                return composer.Replace(transaction, message, message with { Text = text.Text, Entities = text.Entities, ReplyMarkup = keyboard });
            },
            cancellationToken);
    }

    private async Task<object> EditKeyboardAsync(BotCall call, CancellationToken cancellationToken)
    {
        var keyboard = InlineKeyboard.Of(call);
        return await database.WriteAsync(
            transaction =>
            {
                var message = composer.Editable(transaction, call);
                return composer.Replace(transaction, message, message with { ReplyMarkup = keyboard });
            },
            cancellationToken);
    }

    private async Task<object> EditCaptionAsync(BotCall call, CancellationToken cancellationToken)
    {
        var caption = MessageText.Caption(call.Text("caption"), call.Object<List<MessageEntity>>("caption_entities"), call.Text("parse_mode"));
        var keyboard = InlineKeyboard.Of(call);
        return await database.WriteAsync(
            transaction =>
            {
                var message = composer.Editable(transaction, call);
                if (message.Video is null)
                    throw BotApiException.BadRequest("there is no caption in the message to edit");

                return composer.Replace(
                    transaction,
                    message,
                    message with { Caption = caption?.Text, CaptionEntities = caption?.Entities, ReplyMarkup = keyboard });
            },
            cancellationToken);
    }

    private async Task<object> ActAsync(BotCall call, CancellationToken cancellationToken)
    {
        if (call.Text("action") is not { } action || !Actions.Contains(action))
            throw BotApiException.BadRequest("wrong parameter action in request");

        await database.ReadAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);

                // Unlike a message, an action may name the general topic by its number.
                return call.Number("message_thread_id") is GeneralTopic ? null : transaction.TopicOf(call);
            },
            cancellationToken);
        events.Publish(call.Chat, new ChatEvent("action", new { action }));
        return true;
    }
}
