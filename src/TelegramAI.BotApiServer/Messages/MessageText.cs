using TelegramAI.BotApiServer.Calls;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>What a bot says in a text or a caption: checked, and with its links marked.</summary>
internal sealed record MessageText(string Text, IReadOnlyList<MessageEntity>? Entities)
{
    // https://core.telegram.org/bots/api#sendmessage and #sendvideo
    public const int LongestText = 4096;
    public const int LongestCaption = 1024;

    public static MessageText TextOf(BotCall call)
    {
        RefuseParseMode(call.Text("parse_mode"));
        var text = (call.Text("text") ?? "").Trim();
        if (text.Length == 0)
            throw BotApiException.BadRequest("message text is empty");

        return text.Length > LongestText
            ? throw BotApiException.BadRequest("message is too long")
            : new MessageText(text, call.Object<List<MessageEntity>>("entities") ?? EntityParser.Parse(text));
    }

    /// <returns>Null where there is none.</returns>
    public static MessageText? Caption(string? caption, IReadOnlyList<MessageEntity>? entities, string? parseMode)
    {
        RefuseParseMode(parseMode);
        var text = (caption ?? "").Trim();
        if (text.Length == 0)
            return null;

        return text.Length > LongestCaption
            ? throw BotApiException.BadRequest("message caption is too long")
            : new MessageText(text, entities ?? EntityParser.Parse(text));
    }

    // This bot speaks plain text; markup shown as it is written would only look like a bug in the page.
    private static void RefuseParseMode(string? parseMode)
    {
        if (!string.IsNullOrEmpty(parseMode))
            throw BotApiException.BadRequest("unsupported parse_mode");
    }
}
