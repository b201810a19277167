using System.Net;

namespace YoutubeExplode.Bridge;

/// <summary>A start tag of a page with its attributes. Enough of HTML to find an element by its attributes.</summary>
internal sealed record HtmlTag(string Name, IReadOnlyDictionary<string, string> Attributes)
{
    private static readonly string[] RawText = ["script", "style"];

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>The start tags of a page. What scripts, styles and comments contain is no tag.</summary>
    public static IEnumerable<HtmlTag> Read(string html)
    {
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at < html.Length; at = IndexFrom(html, "<", at))
        {
            if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0)
            {
                at = IndexFrom(html, "-->", at);
                continue;
            }

            at++;
            if (at >= html.Length || !char.IsAsciiLetter(html[at])) continue;

            var name = Take(html, ref at, c => !char.IsWhiteSpace(c) && c is not ('>' or '/'));
            yield return new HtmlTag(name.ToUpperInvariant(), ReadAttributes(html, ref at));

            if (RawText.Contains(name, StringComparer.OrdinalIgnoreCase)) at = IndexFrom(html, $"</{name}", at);
        }
    }

    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> ReadAttributes(string html, ref int at)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            Take(html, ref at, c => char.IsWhiteSpace(c) || c is '/');
            if (at >= html.Length || html[at] == '>') return attributes;

            var start = at;
            var name = Take(html, ref at, c => !char.IsWhiteSpace(c) && c is not ('=' or '>' or '/'));
            Take(html, ref at, char.IsWhiteSpace);
            attributes.TryAdd(name, at < html.Length && html[at] == '=' ? ReadValue(html, ref at) : "");
            if (at == start) at++;
        }
    }

    private static string ReadValue(string html, ref int at)
    {
        at++;
        Take(html, ref at, char.IsWhiteSpace);
        var quote = at < html.Length ? html[at] : ' ';
        if (quote is not ('"' or '\'')) return WebUtility.HtmlDecode(Take(html, ref at, c => !char.IsWhiteSpace(c) && c is not '>'));

        at++;
        var value = Take(html, ref at, c => c != quote);
        at++;
        return WebUtility.HtmlDecode(value);
    }

    private static string Take(string html, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < html.Length && belongs(html[at])) at++;
        return html[start..at];
    }

    private static int IndexFrom(string html, string text, int at) =>
        at < html.Length && html.IndexOf(text, at, StringComparison.OrdinalIgnoreCase) is var found and >= 0 ? found : html.Length;
}
