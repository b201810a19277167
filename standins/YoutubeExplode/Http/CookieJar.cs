using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace YoutubeExplode.Http;

/// <summary>The cookies of one client: YouTube's consent, those the caller gave, and what the answers set.</summary>
internal sealed class CookieJar
{
    // Says that the consent page was answered; without it YouTube shows that page instead of the video's in the EU.
    private const string Consent = "CAISEwgDEgk4MTM4MzYzNTIaAmVuIAEaBgiApPzGBg";

    private readonly CookieContainer _cookies = new();
    private readonly TimeProvider _time;

    public CookieJar(IEnumerable<Cookie> initial, TimeProvider time)
    {
        _time = time;
        _cookies.Add(new Cookie("SOCS", Consent, "/", ".youtube.com"));
        foreach (var cookie in initial) _cookies.Add(cookie);
    }

    public string HeaderFor(Uri uri) => _cookies.GetCookieHeader(uri);

    public void Remember(Uri uri, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var headers)) return;

        foreach (var header in headers)
        {
            try
            {
                _cookies.SetCookies(uri, header);
            }
            catch (CookieException)
            {
                // A cookie for another domain, or a malformed one: a browser ignores it too.
            }
        }
    }

    /// <summary>What a signed-in user's browser proves itself with; null for a stranger.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "YouTube defines the header with SHA-1.")]
    public string? AuthorizationFor(Uri uri, string origin)
    {
        var mine = _cookies.GetCookies(uri);
        if ((mine["__Secure-3PAPISID"] ?? mine["SAPISID"])?.Value is not { Length: > 0 } session) return null;

        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes($"{seconds} {session} {origin}"));
        return $"SAPISIDHASH {seconds}_{Convert.ToHexStringLower(hash)}";
    }
}
