using System.Buffers;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>
/// Finds links in one pass over a text, however it is made: a pattern that tries again from each letter takes seconds for a text that was
/// made to be slow.
/// </summary>
internal static class LinkScanner
{
    private const int LongestPort = 5;

    // A link without a scheme needs a known ending, or every "file.txt" would be one.
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        "com", "org", "net", "be", "io", "dev", "app", "me", "tv", "de", "ru", "uk", "fr", "info",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EndingsOf = Endings.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");

    public static IEnumerable<(int Offset, int Length)> Find(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var (start, end, next) = SchemeLength(text.AsSpan(at)) is var scheme and > 0
                ? WithScheme(text, at, scheme)
                : WithoutScheme(text, at);
            if (end > start)
                yield return (start, LengthWithoutPunctuation(text.AsSpan(start, end - start)));

            at = next;
        }
    }

    private static (int Start, int End, int Next) WithScheme(string text, int at, int scheme)
    {
        var end = EndOfWord(text, at + scheme);
        return end > at + scheme ? (at, end, end) : (at, at, end);
    }

    /// <summary>Reads a run of what host names are made of, once, and the path that follows the last ending in it.</summary>
    private static (int Start, int End, int Next) WithoutScheme(string text, int at)
    {
        if (!HostCharacters.Contains(text[at]) || (at > 0 && IsWordCharacter(text[at - 1])))
            return (at, at, at + 1);

        var length = text.AsSpan(at).IndexOfAnyExcept(HostCharacters);
        var runEnd = length < 0 ? text.Length : at + length;
        var isCut = runEnd < text.Length && IsWordCharacter(text[runEnd]);
        var (start, hostEnd) = Host(text, at, runEnd, isCut);
        if (hostEnd <= start)
            return (at, at, SchemeWithin(text, at, runEnd));

        var end = hostEnd == runEnd ? EndOfPath(text, hostEnd) : hostEnd;
        return (start, end, end);
    }

    // "see-https://a.org": the run goes as far as the scheme, which is a link of its own.
    private static int SchemeWithin(string text, int at, int runEnd)
    {
        foreach (var scheme in (ReadOnlySpan<int>)["https".Length, "http".Length])
        {
            if (runEnd - scheme > at && SchemeLength(text.AsSpan(runEnd - scheme)) > 0)
                return runEnd - scheme;
        }

        return runEnd;
    }

    /// <returns>The longest run of sound labels that ends in a known ending.</returns>
    private static (int Start, int End) Host(string text, int at, int runEnd, bool isCut)
    {
        var (start, best) = (at, (Start: at, End: at));
        var labels = 0;
        for (var label = at; label < runEnd;)
        {
            var dot = text.IndexOf('.', label, runEnd - label);
            var end = dot < 0 ? runEnd : dot;
            var name = text.AsSpan(label, end - label);
            if (name.Length == 0 || name[0] is '-' || name[^1] is '-')
                (start, labels) = (end + 1, 0);
            else if (++labels > 1 && EndingsOf.Contains(name) && !(isCut && end == runEnd))
                best = (start, end);

            label = end + 1;
        }

        return best;
    }

    private static int EndOfPath(string text, int at)
    {
        if (at < text.Length && text[at] is ':')
        {
            var digits = at + 1;
            while (digits < text.Length && digits - at <= LongestPort && char.IsAsciiDigit(text[digits]))
                digits++;

            at = digits > at + 1 ? digits : at;
        }

        return at < text.Length && text[at] is '/' or '?' or '#' ? EndOfWord(text, at) : at;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('<' or '>' or '"'))
            at++;

        return at;
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://"])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return scheme.Length;
        }

        return 0;
    }

    // "See (https://a.org/b)." means https://a.org/b, but a link may well end in a bracket that it opened itself.
    private static int LengthWithoutPunctuation(ReadOnlySpan<char> url)
    {
        var unopened = url.Count(')') - url.Count('(');
        var length = url.Length;
        for (; length > 0; length--)
        {
            var last = url[length - 1];
            if (last is ')' && unopened > 0)
                unopened--;
            else if (!".,;:!?'\"]}»>*".Contains(last, StringComparison.Ordinal))
                break;
        }

        return length;
    }

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c is '_';
}
