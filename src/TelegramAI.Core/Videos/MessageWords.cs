using System.Globalization;
using System.Text;

namespace TelegramAI.Core.Videos;

/// <summary>What a message says beside its links: the words to search for, and the height that it asks for.</summary>
internal readonly record struct MessageWords(string Search, bool HasWordsBesideLinks, int? MaxHeight)
{
    private const int MaxSearchLength = 200;

    public static MessageWords Read(string text, List<MessageLink> links)
    {
        var search = new StringBuilder();
        int? maxHeight = null;
        var hasWords = false;

        foreach (var (word, isLink) in Split(text, links))
        {
            if (!isLink && Height(word.AsSpan()) is { } height)
            {
                maxHeight ??= height;
                continue;
            }

            hasWords |= !isLink && word.EnumerateRunes().Any(Rune.IsLetterOrDigit);
            if (search.Length <= MaxSearchLength)
                search.Append(search.Length > 0 ? " " : "").Append(word, 0, Math.Min(word.Length, MaxSearchLength + 1));
        }

        var words = Cut(search.ToString());
        return new MessageWords(words.EnumerateRunes().Any(IsSearchable) ? words : "", hasWords, maxHeight);
    }

    /// <summary>The words of a message in order. Links are left out, save those that may just as well be words.</summary>
    private static IEnumerable<(string Word, bool IsLink)> Split(string text, List<MessageLink> links)
    {
        var at = 0;
        foreach (var link in links)
        {
            foreach (var word in Words(text, at, link.Start))
                yield return (word, false);

            if (link.IsBare)
            {
                foreach (var word in Words(text, link.Start, link.End))
                    yield return (word, true);
            }

            at = link.End;
        }

        foreach (var word in Words(text, at, text.Length))
            yield return (word, false);
    }

    private static IEnumerable<string> Words(string text, int start, int end)
    {
        var word = new StringBuilder();
        for (var at = start; at < end;)
        {
            // Half a surrogate pair is no character, and goes.
            var isRune = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;

            if (isRune && Rune.IsWhiteSpace(rune))
            {
                if (word.Length > 0)
                    yield return word.ToString();

                word.Clear();
            }
            else if (isRune && !IsInvisible(rune))
            {
                word.Append(text, at, length);
            }

            at += length;
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    /// <summary>The height that a word asks for, in lines; null where it is another word.</summary>
    public static int? Height(ReadOnlySpan<char> word) => Trim(word).ToLowerInvariant() switch
    {
        "144p" => 144,
        "240p" => 240,
        "360p" => 360,
        "480p" => 480,
        "720p" => 720,
        "1080p" => 1080,
        "1440p" => 1440,
        "2160p" or "4k" => 2160,
        _ => null,
    };

    /// <summary>A word without the punctuation around it; a long one is none of those that are looked for.</summary>
    private static string Trim(ReadOnlySpan<char> word)
    {
        if (word.Length > 16)
            return "";

        var (start, end) = (0, word.Length);
        while (start < end && !char.IsLetterOrDigit(word[start]))
            start++;
        while (end > start && !char.IsLetterOrDigit(word[end - 1]))
            end--;

        return word[start..end].ToString();
    }

    private static string Cut(string words)
    {
        if (words.Length <= MaxSearchLength)
            return words;

        var end = char.IsHighSurrogate(words[MaxSearchLength - 1]) ? MaxSearchLength - 1 : MaxSearchLength;
        return words[..end].TrimEnd();
    }

    /// <summary>Controls, and those that turn or hide what is read. The joiners stay: scripts and emoji are written with them.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.PrivateUse => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };

    private static bool IsSearchable(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol;
}
