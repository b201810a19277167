using System.Net;
using Amazon.Lambda.APIGatewayEvents;

namespace TelegramAI.Functions.Webhook;

/// <summary>What the webhook answers.</summary>
internal static class WebhookResponse
{
    public static APIGatewayHttpApiV2ProxyResponse Of(HttpStatusCode status) => new() { StatusCode = (int)status };

    /// <summary>A call of the Bot API, which Telegram makes for us. https://core.telegram.org/bots/api#making-requests-when-getting-updates</summary>
    public static APIGatewayHttpApiV2ProxyResponse Json(string method) => new()
    {
        StatusCode = (int)HttpStatusCode.OK,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" },
        Body = method,
    };
}
