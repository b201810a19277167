namespace TelegramAI.Core.Videos;

/// <summary>
/// Finds the address that a link of another site leads on to: what messengers, searches and sign-in pages put around a link, and what people
/// copy with it. Only sites that are known to do so are looked into; anything else may have an address in its own for any reason.
/// </summary>
internal static class WrappedLink
{
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    private static readonly Dictionary<string, string[]> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["consent.youtube.com"] = ["continue"],
        ["consent.google.com"] = ["continue"],
        ["accounts.google.com"] = ["continue"],
        ["accounts.youtube.com"] = ["continue"],
        ["translate.google.com"] = ["u"],
        ["l.facebook.com"] = ["u"],
        ["lm.facebook.com"] = ["u"],
        ["l.messenger.com"] = ["u"],
        ["l.instagram.com"] = ["u"],
        ["l.threads.com"] = ["u"],
        ["l.threads.net"] = ["u"],
        ["vk.com"] = ["to"],
        ["www.vk.com"] = ["to"],
        ["m.vk.com"] = ["to"],
        ["away.vk.com"] = ["to"],
        ["t.me"] = ["url"],
        ["telegram.me"] = ["url"],
        ["out.reddit.com"] = ["url"],
        ["www.linkedin.com"] = ["url"],
        ["slack-redir.net"] = ["url"],
        ["steamcommunity.com"] = ["url", "u"],
        ["duckduckgo.com"] = ["uddg"],
    };

    private static readonly string[] GoogleParameters = ["q", "url"];
    private static readonly string[] OutlookParameters = ["url"];

    /// <summary>The parameters of a site that may hold the address; none where it wraps no links.</summary>
    /// <param name="authority">The site, as its address names it.</param>
    public static ReadOnlySpan<string> ParametersOf(ReadOnlySpan<char> authority)
    {
        if (Parameters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(authority, out var names))
            return names;

        if (IsGoogle(authority))
            return GoogleParameters;

        return authority.EndsWith(".safelinks.protection.outlook.com", IgnoreCase) ? OutlookParameters : default;
    }

    /// <summary>Google's search has a site for each country: google.com, www.google.de, google.co.uk.</summary>
    private static bool IsGoogle(ReadOnlySpan<char> authority)
    {
        if (authority.StartsWith("www.", IgnoreCase))
            authority = authority["www.".Length..];

        if (!authority.StartsWith("google.", IgnoreCase))
            return false;

        var country = authority["google.".Length..];
        if (country.StartsWith("co.", IgnoreCase))
            country = country["co.".Length..];
        else if (country.StartsWith("com.", IgnoreCase))
            country = country["com.".Length..];

        return country.Equals("com", IgnoreCase) || (country.Length is 2 && char.IsAsciiLetter(country[0]) && char.IsAsciiLetter(country[1]));
    }
}
