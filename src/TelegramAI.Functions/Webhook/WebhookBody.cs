using System.Text;
using Amazon.Lambda.APIGatewayEvents;

namespace TelegramAI.Functions.Webhook;

/// <summary>The bytes of a request's body.</summary>
internal static class WebhookBody
{
    /// <summary>Far above any update of Telegram's, whose texts have 4096 characters.</summary>
    private const int MaxCharacters = 1024 * 1024;

    public static bool IsTooLarge(APIGatewayHttpApiV2ProxyRequest request) => request.Body?.Length > MaxCharacters;

    public static bool TryDecode(APIGatewayHttpApiV2ProxyRequest request, out byte[] body)
    {
        body = [];
        if (string.IsNullOrEmpty(request.Body))
            return false;

        try
        {
            body = request.IsBase64Encoded ? Convert.FromBase64String(request.Body) : Encoding.UTF8.GetBytes(request.Body);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
