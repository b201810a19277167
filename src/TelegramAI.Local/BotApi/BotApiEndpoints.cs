namespace TelegramAI.Local.BotApi;

/// <summary>The Bot API over HTTP: <c>/bot&lt;token&gt;/&lt;method&gt;</c> and <c>/file/bot&lt;token&gt;/&lt;path&gt;</c>.</summary>
public static class BotApiEndpoints
{
    private const string Prefix = "bot";
    private static readonly string[] Verbs = [HttpMethods.Get, HttpMethods.Post];

    public static IEndpointRouteBuilder MapBotApi(this IEndpointRouteBuilder endpoints)
    {
        // Not "bot{token}": routing looks for the last "bot" of a segment, and a token may have one too.
        endpoints.MapMethods(
            "/{bot:regex(^bot.)}/{method}",
            Verbs,
            (HttpContext context, string bot, string method, BotApiServer server) => server.CallAsync(context, bot[Prefix.Length..], method));
        endpoints.MapGet(
            "/file/{bot:regex(^bot.)}/videos/{name}",
            (string bot, string name, BotApiServer server, CancellationToken cancellationToken) =>
                server.DownloadAsync(bot[Prefix.Length..], name, cancellationToken));
        return endpoints;
    }
}
