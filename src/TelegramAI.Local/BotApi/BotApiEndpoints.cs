namespace TelegramAI.Local.BotApi;

/// <summary>The Bot API over HTTP: <c>/bot&lt;token&gt;/&lt;method&gt;</c> and <c>/file/bot&lt;token&gt;/&lt;path&gt;</c>.</summary>
public static class BotApiEndpoints
{
    private static readonly string[] Verbs = [HttpMethods.Get, HttpMethods.Post];

    public static IEndpointRouteBuilder MapBotApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(
            "/bot{token}/{method}",
            Verbs,
            (HttpContext context, string token, string method, BotApiServer server) => server.CallAsync(context, token, method));
        endpoints.MapGet(
            "/file/bot{token}/videos/{name}",
            (string token, string name, BotApiServer server, CancellationToken cancellationToken) => server.DownloadAsync(token, name, cancellationToken));
        return endpoints;
    }
}
