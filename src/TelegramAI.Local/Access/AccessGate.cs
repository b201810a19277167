using Microsoft.AspNetCore.Http.Extensions;

namespace TelegramAI.Local.Access;

/// <summary>
/// Opens the pages to whoever has the key. The address that the start prints carries it; the browser gets it as a cookie then, because
/// neither an event stream nor a video can send a header. Programs send it as <c>Authorization: Bearer</c>.
/// </summary>
public static class AccessGate
{
    public const string Parameter = "key";

    private const string Scheme = "Bearer ";

    // These have secrets of their own in their addresses: the bot's token, and a link's signature.
    private static readonly string[] OwnSecrets = ["/bot", "/file/bot", "/videos/"];

    /// <summary>Refuses what has no key. Use it after <see cref="LocalOnly.UseLocalOnly"/>.</summary>
    public static IApplicationBuilder UseAccessKey(this IApplicationBuilder app, AccessKey key) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (HttpMethods.IsGet(request.Method) && key.Is(request.Query[Parameter]))
                    return Remember(context, key);

                return Array.Exists(OwnSecrets, secret => request.Path.Value?.StartsWith(secret, StringComparison.Ordinal) is true)
                    || key.Is(request.Cookies[CookieOf(request)])
                    || (request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.Ordinal) && key.Is(header[Scheme.Length..]))
                    ? next(context)
                    : RefuseAsync(context);
            });

    // Cookies are shared by all ports of a host, and two of these programs may run.
    private static string CookieOf(HttpRequest request) => $"telegramai-{request.Host.Port ?? 80}";

    // The key leaves the address, where it would be seen and copied.
    private static Task Remember(HttpContext context, AccessKey key)
    {
        var request = context.Request;
        context.Response.Cookies.Append(
            CookieOf(request),
            key.Text,
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = TimeSpan.FromDays(90), IsEssential = true });
        var rest = new QueryBuilder(request.Query.Where(pair => pair.Key is not Parameter).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? "")));
        context.Response.Redirect($"{request.PathBase}{request.Path}{rest}");
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync("Open the address that the program printed at its start: it carries the key of this server.", context.RequestAborted);
    }
}
