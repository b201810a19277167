using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace TelegramAI.Web.Operator;

/// <summary>The operator's console: one page, its files, and the events that keep it live.</summary>
public static class OperatorConsoleEndpoints
{
    /// <summary>Nothing but this site's own files, and nobody but this site may show the page in a frame.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'self'";

    /// <summary>Serves the console at a path, its files and events below it. Who may see it is for the host to require.</summary>
    public static IEndpointConventionBuilder MapOperatorConsole(this IEndpointRouteBuilder endpoints, string path = "/operator")
    {
        path = "/" + path.Trim('/');
        var group = endpoints.MapGroup(path);
        var page = Encoding.UTF8.GetString(WebFiles.Read("operator.html"));

        group.MapGet("", (HttpContext context) => Page(context, page, path));
        group.MapGet("/files/{**file}", (string file, HttpContext context) => WebFiles.Serve("operator/", file, context.Response));
        group.MapGet("/lib/{**file}", (string file, HttpContext context) => WebFiles.Serve("lib/", file, context.Response));
        group.MapGet("/events", (OperatorFeed feed, HttpContext context) => Events(feed, context));
        return group;
    }

    private static ContentHttpResult Page(HttpContext context, string page, string path)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        var root = HtmlEncoder.Default.Encode(context.Request.PathBase.Add(path).ToUriComponent());
        return TypedResults.Content(page.Replace("{root}", root, StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private static ServerSentEventsResult<OperatorEvent> Events(OperatorFeed feed, HttpContext context)
    {
        // A proxy that buffers would hold back what is meant to be live.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(feed.ReadAsync(context.RequestAborted));
    }
}
