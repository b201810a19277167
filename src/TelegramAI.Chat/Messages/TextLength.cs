namespace TelegramAI.Chat.Messages;

/// <summary>Telegram's limits, in UTF-16 units. https://core.telegram.org/bots/api#sendmessage</summary>
internal static class TextLength
{
    public const int OfMessage = 4096;
    public const int OfCaption = 1024;
    public const int OfButtonAnswer = 200;

    /// <summary>Cuts text that is too long, never within a character, and shows that it was cut.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var end = length - 1;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;

        return $"{text[..end]}…";
    }
}
