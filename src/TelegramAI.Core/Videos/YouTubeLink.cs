namespace TelegramAI.Core.Videos;

internal enum LinkKind
{
    /// <summary>Not to YouTube.</summary>
    Foreign,
    Video,

    /// <summary>A page of YouTube that is no single video.</summary>
    NotOneVideo,

    /// <summary>A video's page without a whole id.</summary>
    Broken,
}

internal readonly record struct LinkTarget(LinkKind Kind, VideoId Video = default);

/// <summary>Reads one address: whether it is YouTube's, and which video it names.</summary>
internal static class YouTubeLink
{
    private const int IdLength = 11;

    /// <summary>Addresses within addresses are read this deep: a link that was shared by way of a sign-in page.</summary>
    private const int MaxDepth = 3;

    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] Hosts =
    [
        "youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "gaming.youtube.com", "youtubekids.com", "www.youtubekids.com",
        "youtube-nocookie.com", "www.youtube-nocookie.com", "youtube.googleapis.com", "youtu.be", "www.youtu.be", "m.youtu.be",
    ];

    private static readonly string[] VideoPages = ["shorts", "live", "embed", "v", "e", "watch", "watch_popup", "movie"];

    /// <summary>Pages that lead on to the address in one of their parameters.</summary>
    private static readonly string[] Detours = ["attribution_link", "signin", "supported_browsers", "oembed", "redirect"];

    private static readonly string[] DetourParameters = ["u", "next", "next_url", "url", "q"];

    /// <summary>Names that stand where an id would, and look like one.</summary>
    private static readonly string[] NotIds = ["videoseries", "live_stream"];

    /// <summary>Reads an address, with <c>http://</c> or <c>https://</c> or without.</summary>
    public static LinkTarget Read(ReadOnlySpan<char> address, int depth = 0)
    {
        address = address.Trim();
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://", "//"])
        {
            if (address.StartsWith(scheme, IgnoreCase))
            {
                address = address[scheme.Length..];
                break;
            }
        }

        // A backslash ends the authority for browsers and not for others: an address that has one there is nobody's.
        var end = address.IndexOfAny("/?#\\");
        var authority = end < 0 ? address : address[..end];
        var page = end < 0 ? default : address[end..];
        if (page is ['\\', ..])
            return new LinkTarget(LinkKind.Foreign);

        return IsYouTube(authority) ? ReadPage(page, authority.Contains("youtu.be", IgnoreCase), depth) : ReadWrapped(authority, page, depth);
    }

    /// <summary>Whether an authority is one of YouTube's, to the letter. With a user name in it, it never is.</summary>
    public static bool IsYouTube(ReadOnlySpan<char> authority)
    {
        var colon = authority.IndexOf(':');
        if (colon >= 0)
        {
            var port = authority[(colon + 1)..];
            if (port.Length > 5 || port.ContainsAnyExceptInRange('0', '9'))
                return false;

            authority = authority[..colon];
        }

        // A name with a dot at its end is the same name.
        if (authority is [.. var name, '.'])
            authority = name;

        foreach (var host in Hosts)
        {
            if (authority.Equals(host, IgnoreCase))
                return true;
        }

        return false;
    }

    private static LinkTarget ReadPage(ReadOnlySpan<char> page, bool isShortHost, int depth)
    {
        var fragment = page.IndexOf('#');
        if (fragment >= 0)
            page = LeadsToFragment(page[..fragment]) && page[(fragment + 1)..] is ['/', ..] inFragment ? inFragment : page[..fragment];

        // Some chats escape the whole of what follows the host.
        if (!page.Contains('?') && page.Contains("%3F", IgnoreCase))
            page = Uri.UnescapeDataString(page);

        var queryAt = page.IndexOfAny('?', '&');
        var path = queryAt < 0 ? page : page[..queryAt];
        var query = queryAt < 0 ? default : page[(queryAt + 1)..];
        var first = NextSegment(ref path);
        var second = NextSegment(ref path);

        if (IsOneOf(first, Detours))
            return ReadDetour(query, depth);

        if (IsOneOf(first, VideoPages))
        {
            if (IsOneOf(second, NotIds))
                return new LinkTarget(LinkKind.NotOneVideo);

            return FromParameter(query) ?? FromSegment(second) ?? Without(query);
        }

        if (first.IsEmpty)
            return FromParameter(query) ?? new LinkTarget(LinkKind.NotOneVideo);

        if (isShortHost && !first.Equals("playlist", IgnoreCase))
            return FromSegment(first) ?? FromParameter(query) ?? Without(query);

        return new LinkTarget(LinkKind.NotOneVideo);
    }

    /// <summary>The pages for televisions and old telephones have the video behind the <c>#</c>.</summary>
    private static bool LeadsToFragment(ReadOnlySpan<char> page) => page is "" or "/" || page.TrimEnd('/').Equals("/tv", IgnoreCase);

    /// <summary>Reads another site's address, which may be put around one of YouTube's.</summary>
    private static LinkTarget ReadWrapped(ReadOnlySpan<char> authority, ReadOnlySpan<char> page, int depth)
    {
        var query = page.IndexOf('?');
        foreach (var name in query < 0 || depth >= MaxDepth ? default : WrappedLink.ParametersOf(authority))
        {
            if (Parameter(page[(query + 1)..], name) is { Length: > 0 } address && Read(address, depth + 1) is { Kind: not LinkKind.Foreign } target)
                return target;
        }

        return new LinkTarget(LinkKind.Foreign);
    }

    private static LinkTarget ReadDetour(ReadOnlySpan<char> query, int depth)
    {
        foreach (var name in DetourParameters)
        {
            if (depth < MaxDepth && Parameter(query, name) is { Length: > 0 } address)
            {
                return address is ['/', not '/', ..]
                    ? ReadPage(address, isShortHost: false, depth + 1)
                    : Read(address, depth + 1);
            }
        }

        return new LinkTarget(LinkKind.Broken);
    }

    private static LinkTarget Without(ReadOnlySpan<char> query) =>
        new(Parameter(query, "list") is null ? LinkKind.Broken : LinkKind.NotOneVideo);

    private static LinkTarget? FromParameter(ReadOnlySpan<char> query) =>
        Parameter(query, "v") is { } value && TryReadId(value, out var id) ? new LinkTarget(LinkKind.Video, id) : null;

    private static LinkTarget? FromSegment(ReadOnlySpan<char> segment) =>
        TryReadId(segment.Contains('%') ? Uri.UnescapeDataString(segment) : segment, out var id) ? new LinkTarget(LinkKind.Video, id) : null;

    /// <summary>Reads the id that text begins with. What follows it may be anything that can't belong to an id, or hyphens: "…, see?".</summary>
    private static bool TryReadId(ReadOnlySpan<char> text, out VideoId id)
    {
        text = text.TrimStart();
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or '_'))
            length++;

        id = default;
        return length >= IdLength
            && !text[IdLength..length].ContainsAnyExcept('-', '_')
            && VideoId.TryParse(text[..IdLength].ToString(), provider: null, out id);
    }

    /// <summary>A parameter's value, unescaped; null where there is none. It may have been written into HTML: <c>&amp;amp;v=</c>.</summary>
    private static string? Parameter(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.SplitAny('&', '?'))
        {
            var pair = query[range];
            if (pair.StartsWith("amp;", IgnoreCase))
                pair = pair["amp;".Length..];

            if (!pair.StartsWith(name, IgnoreCase))
                continue;

            var value = pair[name.Length..];
            if (value.StartsWith("%3D", IgnoreCase))
                return Uri.UnescapeDataString(value["%3D".Length..]);

            if (value is ['=', .. var plain])
                return Uri.UnescapeDataString(plain);
        }

        return null;
    }

    private static ReadOnlySpan<char> NextSegment(ref ReadOnlySpan<char> path)
    {
        path = path.TrimStart('/');
        var end = path.IndexOf('/');
        var segment = end < 0 ? path : path[..end];
        path = end < 0 ? default : path[end..];
        return segment;
    }

    private static bool IsOneOf(ReadOnlySpan<char> text, string[] names)
    {
        foreach (var name in names)
        {
            if (text.Equals(name, IgnoreCase))
                return true;
        }

        return false;
    }
}
