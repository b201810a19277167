using System.Text.RegularExpressions;

namespace TelegramAI.Local.BotApi.Messages;

/// <summary>Finds links and commands in a text, as Telegram does when it takes a message.</summary>
internal static partial class EntityParser
{
    public static IReadOnlyList<MessageEntity>? Parse(string text)
    {
        var urls = Urls().Matches(text)
            .Select(match => new MessageEntity("url", match.Index, LengthOfUrl(match.Value)))
            .ToList();
        var commands = Commands().Matches(text)
            .Select(match => match.Groups["command"])
            .Where(command => !urls.Any(url => command.Index < url.Offset + url.Length && url.Offset < command.Index + command.Length))
            .Select(command => new MessageEntity("bot_command", command.Index, command.Length));

        var found = urls.Concat(commands).OrderBy(entity => entity.Offset).ToList();
        return found.Count > 0 ? found : null;
    }

    // "See (https://a.org/b)." means https://a.org/b, but a link may well end in a bracket that it opened itself.
    private static int LengthOfUrl(string url)
    {
        var length = url.Length;
        while (length > 0)
        {
            var last = url[length - 1];
            var unopened = last is ')' && url.AsSpan(0, length).Count('(') < url.AsSpan(0, length).Count(')');
            if (!unopened && !".,;:!?'\"]}»>*".Contains(last, StringComparison.Ordinal))
                break;

            length--;
        }

        return length;
    }

    // A link without a scheme needs a known ending, or every "file.txt" would be one.
    [GeneratedRegex(
        @"(?:https?://[^\s<>""]+|\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|be|io|dev|app|me|tv|de|ru|uk|fr|info)\b(?::\d{1,5})?(?:[/?#][^\s<>""]*)?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Urls();

    [GeneratedRegex(@"(?:^|[^\w/@<>])(?<command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Commands();
}
