namespace TelegramAI.Chat.Commands;

/// <summary>Whom a message's text is for, and which command it begins with.</summary>
/// <param name="Command">In lower case, without the slash; null where the text begins with none.</param>
/// <param name="Rest">The text with spaces for the command or the bot's name, so that positions in it stay what they were.</param>
/// <param name="IsNamed">It names this bot.</param>
/// <param name="IsForAnotherBot">Its command names another bot.</param>
internal readonly record struct MessageAddress(string? Command, string Rest, bool IsNamed, bool IsForAnotherBot)
{
    private const int LongestCommand = 32;

    /// <summary>In a group, people talk to each other: only a command or the bot's name is for the bot.</summary>
    public bool IsForUs => !IsForAnotherBot && (IsNamed || Command is not null);

    public static MessageAddress Read(string text, string? botName)
    {
        var end = text.IndexOfAny([' ', '\n', '\t', '\r']);
        var first = text.AsSpan(0, end < 0 ? text.Length : end);
        return first is ['/', .. var word] && ReadCommand(text, word, botName) is { } address ? address : ReadMention(text, botName);
    }

    private static MessageAddress? ReadCommand(string text, ReadOnlySpan<char> word, string? botName)
    {
        var at = word.IndexOf('@');
        var command = at < 0 ? word : word[..at];
        if (command.Length is 0 or > LongestCommand || !IsName(command))
            return null;

        var name = at < 0 ? default : word[(at + 1)..];
        var isNamed = at >= 0 && (botName is null || name.Equals(botName, StringComparison.OrdinalIgnoreCase));
        return new MessageAddress(command.ToString().ToLowerInvariant(), Blank(text, 0, word.Length + 1), isNamed, at >= 0 && !isNamed);
    }

    private static MessageAddress ReadMention(string text, string? botName)
    {
        var mention = $"@{botName}";
        for (var at = 0; botName is { Length: > 0 } && at < text.Length; at += mention.Length)
        {
            at = text.IndexOf(mention, at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                break;

            var end = at + mention.Length;
            if ((at == 0 || !IsNameCharacter(text[at - 1])) && (end == text.Length || !IsNameCharacter(text[end])))
                return new MessageAddress(Command: null, Blank(text, at, mention.Length), IsNamed: true, IsForAnotherBot: false);
        }

        return new MessageAddress(Command: null, text, IsNamed: false, IsForAnotherBot: false);
    }

    private static string Blank(string text, int start, int length) =>
        string.Concat(text.AsSpan(0, start), new string(' ', length), text.AsSpan(start + length));

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsNameCharacter(c))
                return false;
        }

        return true;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_';
}
