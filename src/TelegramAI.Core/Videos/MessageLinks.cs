using System.Globalization;

namespace TelegramAI.Core.Videos;

/// <param name="Start">Where it begins in the message, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Target">Where it leads.</param>
/// <param name="Hidden">Its address, where it stands under other words.</param>
/// <param name="IsBare">It is another site's and has no scheme, so it may just as well be words ("node.js/express").</param>
internal readonly record struct MessageLink(int Start, int End, LinkTarget Target, string? Hidden = null, bool IsBare = false)
{
    public string AddressIn(string text) => Hidden ?? text[Start..End];
}

/// <summary>
/// Finds the links in a message, from left to right and each character a bounded number of times. Another site's link is taken
/// whole, so what stands in its path or query is never read as a link of its own; only the known ones that lead on are followed.
/// </summary>
internal static class MessageLinks
{
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    public static List<MessageLink> Find(string text)
    {
        var links = new List<MessageLink>();
        for (var at = 0; at < text.Length;)
        {
            if (IsDelimiter(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && !IsDelimiter(text[end]))
                end++;

            at = FindInRun(text, at, end, links);
        }

        return links;
    }

    /// <summary>Finds the links of a run without delimiters.</summary>
    /// <returns>Where to go on: after the run, or after the other site's link that reaches beyond it.</returns>
    private static int FindInRun(string text, int at, int end, List<MessageLink> links)
    {
        var colon = at;
        while (at < end)
        {
            // Searched once for each link with a scheme, not for each link: the time stays linear.
            if (colon >= 0 && colon <= at)
                colon = text.AsSpan(at, end - at).IndexOf("://") is >= 0 and var offset ? at + offset : -1;

            var (start, isHttp) = colon < 0 ? (end, false) : SchemeStart(text, at, colon);

            MessageLink link;
            if (FindBare(text, at, start) is { } bare)
                link = bare;
            else if (colon < 0)
                return end;
            else
                link = isHttp ? WithScheme(text, start, colon + "://".Length) : Foreign(text, start);

            links.Add(link);
            at = link.End;
        }

        return at;
    }

    private static (int Start, bool IsHttp) SchemeStart(string text, int from, int colon)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https", "http"])
        {
            if (colon - scheme.Length >= from && text.AsSpan(colon - scheme.Length, scheme.Length).Equals(scheme, IgnoreCase))
                return (colon - scheme.Length, true);
        }

        var start = colon;
        while (start > from && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-'))
            start--;

        return (start, false);
    }

    private static MessageLink WithScheme(string text, int start, int authority)
    {
        var authorityEnd = authority;
        while (authorityEnd < text.Length && !EndsAnyLink(text[authorityEnd]) && !(IsDelimiter(text[authorityEnd]) && IsClosed(text, authority, authorityEnd))
            && text[authorityEnd] is not ('/' or '?' or '#' or '\\'))
        {
            authorityEnd++;
        }

        return IsYouTube(text, authority, authorityEnd) ? YouTube(text, start, authorityEnd) : Foreign(text, start);
    }

    /// <summary>Whether the delimiter after an authority is the last of its run, as in "(https://youtu.be)".</summary>
    private static bool IsClosed(string text, int authority, int at) =>
        at > authority && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));

    /// <summary>Finds the first link without a scheme between two places of a run.</summary>
    private static MessageLink? FindBare(string text, int at, int limit)
    {
        for (var start = at; start < limit;)
        {
            start = SkipMarks(text, start, limit);
            if (IsEscaped(text.AsSpan(start, limit - start)))
                return new MessageLink(start, limit, YouTubeLink.Read(Uri.UnescapeDataString(text.AsSpan(start, limit - start))));

            var (host, stop) = Authority(text, start, limit);
            if (ReadBare(text, host, stop, limit) is { } link)
                return link;

            // Not here: perhaps after the next separator.
            while (stop < limit && text[stop] is not (',' or ';' or ':' or '!'))
                stop++;

            start = stop;
        }

        return null;
    }

    /// <summary>What may stand before a link without belonging to it: markdown's marks, separators, the slashes of a link without a scheme.</summary>
    private static int SkipMarks(string text, int at, int limit)
    {
        while (at < limit && text[at] is '_' or '~' or ',' or ';' or ':' or '!')
            at++;

        return text.AsSpan(at, limit - at).StartsWith("//") ? at + 2 : at;
    }

    /// <summary>Where an authority may begin and where it ends. In "link:youtu.be/…" what stands before the colon is no host.</summary>
    private static (int Start, int End) Authority(string text, int start, int limit)
    {
        var (at, isHost) = (start, false);
        for (; at < limit && text[at] is not ('/' or '?' or '#' or '\\' or ',' or ';' or '!'); at++)
        {
            isHost |= text[at] is '.' or '@';
            if (text[at] is ':' && !isHost)
                start = at + 1;
        }

        return (start, at);
    }

    private static MessageLink? ReadBare(string text, int start, int stop, int limit)
    {
        var authority = text.AsSpan(start..stop);
        var isWww = authority.StartsWith("www.", IgnoreCase);
        var hasPage = stop < limit && text[stop] is '/' or '?' or '#' or '\\';

        // "node.js" is a word; "node.js/express" may be one.
        if (!isWww && !hasPage)
            return null;

        if (IsYouTube(text, start, stop))
            return YouTube(text, start, stop);

        if (!IsDomain(authority))
            return null;

        var link = Foreign(text, start);
        return link with { IsBare = !isWww && link.Target.Kind is LinkKind.Foreign };
    }

    private static bool IsEscaped(ReadOnlySpan<char> run) =>
        run.StartsWith("https%3A%2F%2F", IgnoreCase) || run.StartsWith("http%3A%2F%2F", IgnoreCase);

    /// <summary>Whether text may be another site's authority: a dot within, and no character that none has.</summary>
    private static bool IsDomain(ReadOnlySpan<char> authority)
    {
        if (authority.Contains('@') || authority.Contains(':'))
            return true;

        foreach (var c in authority)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_' or '%'))
                return false;
        }

        return authority.TrimEnd('.').LastIndexOf('.') > 0;
    }

    /// <summary>A backslash ends the authority for browsers and not for others: what has one there is nobody's.</summary>
    private static bool IsYouTube(string text, int start, int stop) =>
        YouTubeLink.IsYouTube(text.AsSpan(start..stop)) && (stop == text.Length || text[stop] is not '\\');

    private static MessageLink YouTube(string text, int start, int authorityEnd)
    {
        var end = authorityEnd;
        while (end < text.Length && !IsDelimiter(text[end]) && text[end] is not '\\' && !BeginsAnotherLink(text, end))
            end++;

        return new MessageLink(start, end, YouTubeLink.Read(text.AsSpan(start..end)));
    }

    /// <summary>Whether two links are glued together here: "https://youtu.be/…https://youtu.be/…", or by a comma alone.</summary>
    private static bool BeginsAnotherLink(string text, int at) => text[at] switch
    {
        'h' or 'H' => text.AsSpan(at).StartsWith("https://", IgnoreCase) || text.AsSpan(at).StartsWith("http://", IgnoreCase),
        ',' or ';' => StartsWithYouTube(text.AsSpan(at + 1)),
        _ => false,
    };

    private static bool StartsWithYouTube(ReadOnlySpan<char> text)
    {
        // Long enough for the longest of its hosts.
        var window = text[..Math.Min(text.Length, 32)];
        var end = window.IndexOfAny('/', '?');
        return end > 0 && YouTubeLink.IsYouTube(window[..end]);
    }

    /// <summary>Another site's link, to where readers would see its end: at white space, a quote, or the end of the bracket around it.</summary>
    private static MessageLink Foreign(string text, int start)
    {
        var isBracketed = start > 0 && text[start - 1] is '(' or '[' or '{';
        var (end, open) = (start, 0);
        for (; end < text.Length && !EndsAnyLink(text[end]); end++)
        {
            if (text[end] is '(' or '[' or '{')
                open++;
            else if (text[end] is ')' or ']' or '}' && --open < 0 && isBracketed)
                break;
        }

        end = Math.Max(end, start + 1);
        return new MessageLink(start, end, YouTubeLink.Read(text.AsSpan(start..end)));
    }

    private static bool EndsAnyLink(char c) => char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '«' or '»' or '“' or '”';

    /// <summary>What a link to YouTube never has in it: white space, quotes, brackets, invisible characters, emoji, other scripts' punctuation.</summary>
    private static bool IsDelimiter(char c) => c < 0x80
        ? c <= ' ' || c is '<' or '>' or '"' or '\'' or '`' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '^' or '*' or '\x7F'
        : char.GetUnicodeCategory(c) is not (UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber);
}
