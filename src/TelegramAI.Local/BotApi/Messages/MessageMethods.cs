using TelegramAI.Local.BotApi.Calls;
using TelegramAI.Local.BotApi.Chats;
using TelegramAI.Local.BotApi.Storage;

namespace TelegramAI.Local.BotApi.Messages;

/// <summary>Sending, editing and deleting of text messages, and what else the bot shows in a chat.</summary>
internal sealed class MessageMethods(ChatDatabase database, MessageComposer composer, ChatEvents events) : IBotMethods
{
    private static readonly HashSet<string> Actions = new(StringComparer.Ordinal)
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    };

    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("sendMessage", SendAsync),
        ("editMessageText", EditTextAsync),
        ("editMessageReplyMarkup", EditKeyboardAsync),
        ("deleteMessage", DeleteAsync),
        ("sendChatAction", ActAsync),
    ];

    private async Task<object> SendAsync(BotCall call, CancellationToken cancellationToken)
    {
        var text = MessageText.TextOf(call);
        return await database.WriteAsync(
            transaction =>
            {
                var message = composer.New(transaction, call) with { Text = text.Text, Entities = text.Entities };
                transaction.PutMessage(message);
                return message;
            },
            cancellationToken);
    }

    private async Task<object> EditTextAsync(BotCall call, CancellationToken cancellationToken)
    {
        var text = MessageText.TextOf(call);
        var keyboard = InlineKeyboard.Of(call);
        return await database.WriteAsync(
            transaction =>
            {
                var message = MessageComposer.Editable(transaction, call);
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
                var message = MessageComposer.Editable(transaction, call);
                return composer.Replace(transaction, message, message with { ReplyMarkup = keyboard });
            },
            cancellationToken);
    }

    private async Task<object> DeleteAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            transaction =>
            {
                transaction.RequireWritable(call.Chat);
                return transaction.DeleteMessage(call.Chat, call.Message) ? true : throw BotApiException.BadRequest("message to delete not found");
            },
            cancellationToken);

    private async Task<object> ActAsync(BotCall call, CancellationToken cancellationToken)
    {
        if (call.Text("action") is not { } action || !Actions.Contains(action))
            throw BotApiException.BadRequest("wrong parameter action in request");

        await database.ReadAsync(
            transaction =>
            {
                transaction.RequireWritable(call.Chat);
                return true;
            },
            cancellationToken);
        events.Publish(call.Chat, new ChatEvent("action", new { action }));
        return true;
    }
}
