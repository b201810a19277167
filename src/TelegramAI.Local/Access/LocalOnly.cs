using System.Net;
using Microsoft.Extensions.Primitives;

namespace TelegramAI.Local.Access;

/// <summary>
/// Lets only this machine's own pages and programs in. A foreign page in the same browser can reach loopback too: by a name of its own
/// that resolves to it (DNS rebinding), which the Host header shows, or by a form, a script or an image, which Origin and Sec-Fetch-Site show.
/// The verb makes no difference: the Bot API takes changes by GET, and what is read is private.
/// </summary>
public static class LocalOnly
{
    // Everything the pages need comes from here.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'";

    /// <summary>Refuses what does not come from this machine's own pages and programs. Use it first.</summary>
    public static IApplicationBuilder UseLocalOnly(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (!IsLoopback(context.Request.Host.Host))
                    return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This server answers to localhost only.");

                if (IsForeign(context.Request) && !IsFollowedLink(context.Request))
                    return RefuseAsync(context, StatusCodes.Status403Forbidden, "This server answers only its own pages: open its address in a tab of its own.");

                context.Response.OnStarting(() =>
                {
                    SetIfAbsent(context.Response.Headers, "Content-Security-Policy", ContentSecurityPolicy);
                    // A page of yesterday's program would talk to today's: the browser asks each time whether a file is still the same.
                    SetIfAbsent(context.Response.Headers, "Cache-Control", "no-cache");
                    SetIfAbsent(context.Response.Headers, "X-Content-Type-Options", "nosniff");
                    SetIfAbsent(context.Response.Headers, "Referrer-Policy", "no-referrer");
                    SetIfAbsent(context.Response.Headers, "Cross-Origin-Resource-Policy", "same-origin");
                    return Task.CompletedTask;
                });
                return next(context);
            });

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // A browser says where a request comes from; a program that says nothing is no browser.
    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (!StringValues.IsNullOrEmpty(origin) && !origin.ToString().Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            return true;

        var site = request.Headers["Sec-Fetch-Site"];
        return !StringValues.IsNullOrEmpty(site) && site.ToString() is not ("same-origin" or "none");
    }

    // A link to a video may be opened from any page, Telegram's own for one. It is signed, and what opens it sees none of it.
    private static bool IsFollowedLink(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path.StartsWithSegments("/videos", StringComparison.Ordinal)
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document";

    private static void SetIfAbsent(IHeaderDictionary headers, string name, string value)
    {
        if (!headers.ContainsKey(name))
            headers[name] = value;
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
