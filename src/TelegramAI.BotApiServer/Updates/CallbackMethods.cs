using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Updates;

/// <summary>Answers to pressed buttons, which the page shows for a moment.</summary>
internal sealed class CallbackMethods(ChatDatabase database, ChatEvents events) : IBotMethods
{
    private const int LongestText = 200;

    public IEnumerable<(string Name, BotMethod Run)> Methods => [("answerCallbackQuery", AnswerAsync)];

    private async Task<object> AnswerAsync(BotCall call, CancellationToken cancellationToken)
    {
        var text = call.Text("text");
        if (text?.Length > LongestText)
            throw BotApiException.BadRequest("MESSAGE_TOO_LONG");

        var queryId = call.Text("callback_query_id");
        var chats = await database.WriteAsync(
            transaction => transaction.Query(
                "DELETE FROM callbacks WHERE query_id = $id RETURNING chat_id",
                row => new ChatId(row.GetInt64(0)),
                ("$id", queryId)),
            cancellationToken);
        if (chats is not [var chat])
            throw BotApiException.BadRequest("query is too old and response timeout expired or query ID is invalid");

        events.Publish(chat, new ChatEvent("answer", new { QueryId = queryId, Text = text, ShowAlert = call.Flag("show_alert") }));
        return true;
    }
}
