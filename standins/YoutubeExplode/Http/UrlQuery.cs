using System.Net;

namespace YoutubeExplode.Http;

/// <summary>Reads and writes parameters in the query of an address.</summary>
internal static class UrlQuery
{
    public static string? Find(string url, string name) =>
        url.IndexOf('?', StringComparison.Ordinal) is var start and >= 0 ? Read(url[(start + 1)..]).GetValueOrDefault(name) : null;

    /// <summary>Appends a parameter. One that is there already is replaced, which encodes the whole query anew.</summary>
    public static string With(string url, string name, string value)
    {
        var pair = $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
        if (Find(url, name) is null) return url.Contains('?', StringComparison.Ordinal) ? $"{url}&{pair}" : $"{url}?{pair}";

        var start = url.IndexOf('?', StringComparison.Ordinal) + 1;
        var parameters = Read(url[start..]);
        parameters[name] = value;
        return url[..start] + string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
    }

    /// <summary>The decoded parameters in their order; of equal names the last one counts.</summary>
    public static OrderedDictionary<string, string> Read(string query)
    {
        var parameters = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0
                ? (pair[..equals], pair[(equals + 1)..])
                : (pair, "");
            parameters[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }

        return parameters;
    }
}
