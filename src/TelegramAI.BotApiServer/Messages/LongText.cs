namespace TelegramAI.BotApiServer.Messages;

/// <summary>Splits what is too long for one message, where it hurts least.</summary>
internal static class LongText
{
    public static IEnumerable<string> Split(string text)
    {
        var rest = text.AsMemory().Trim();
        while (rest.Length > MessageText.LongestText)
        {
            var end = EndOfPart(rest.Span);
            if (rest[..end].Trim() is { Length: > 0 } part)
                yield return part.ToString();

            rest = rest[end..].Trim();
        }

        if (rest.Length > 0)
            yield return rest.ToString();
    }

    private static int EndOfPart(ReadOnlySpan<char> text)
    {
        var part = text[..MessageText.LongestText];
        var lineEnd = part.LastIndexOf('\n');
        var wordEnd = part.LastIndexOf(' ');
        if (lineEnd > part.Length / 2)
            return lineEnd;

        if (wordEnd > part.Length / 2)
            return wordEnd;

        // Never between the two halves of one character.
        return char.IsHighSurrogate(part[^1]) ? part.Length - 1 : part.Length;
    }
}
