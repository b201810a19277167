namespace TelegramAI.BotApiServer;

/// <summary>The Bot API over HTTP: <c>/bot&lt;token&gt;/&lt;method&gt;</c> and <c>/file/bot&lt;token&gt;/&lt;path&gt;</c>.</summary>
public static class BotApiEndpoints
{
    private const string Prefix = "bot";

    // Not "bot{token}": routing looks for the last "bot" of such a segment, which may be within the token.
    private const string BotSegment = "{bot:regex(^bot)}";

    private static readonly string[] Verbs = [HttpMethods.Get, HttpMethods.Post];

    public static IEndpointRouteBuilder MapBotApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(
            $"/{BotSegment}/{{method}}",
            Verbs,
            (HttpContext context, string bot, string method, BotApiHandler handler) => handler.CallAsync(context, TokenOf(bot), method));
        endpoints.MapGet(
            $"/file/{BotSegment}/videos/{{name}}",
            (string bot, string name, BotApiHandler handler, CancellationToken cancellationToken) => handler.DownloadAsync(TokenOf(bot), name, cancellationToken));
        return endpoints;
    }

    private static string TokenOf(string segment) => segment[Prefix.Length..];
}
