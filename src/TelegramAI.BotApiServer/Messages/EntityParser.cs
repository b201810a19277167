using System.Text.RegularExpressions;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>Finds links and commands in a text, as Telegram does when it takes a message.</summary>
internal static partial class EntityParser
{
    public static IReadOnlyList<MessageEntity>? Parse(string text)
    {
        var urls = LinkScanner.Find(text).Select(found => new MessageEntity("url", found.Offset, found.Length)).ToList();
        var found = new List<MessageEntity>(urls);
        var next = 0;
        foreach (var command in Commands().Matches(text).Select(match => match.Groups["command"]))
        {
            // Both are in the order of the text, so each link is passed once.
            while (next < urls.Count && urls[next].Offset + urls[next].Length <= command.Index)
                next++;

            if (next == urls.Count || urls[next].Offset >= command.Index + command.Length)
                found.Add(new MessageEntity("bot_command", command.Index, command.Length));
        }

        return found.Count > 0 ? [.. found.OrderBy(entity => entity.Offset)] : null;
    }

    [GeneratedRegex(@"(?:^|[^\w/@<>])(?<command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Commands();
}
