namespace TelegramAI.Chat.Registration;

/// <summary>
/// The address of a webhook, which carries the bot's user name: so whoever receives an update knows which bot it is for, without a
/// question and without a place to keep the name.
/// </summary>
public static class WebhookAddress
{
    private const string BotParameter = "bot=";

    /// <summary>The address that Telegram is told.</summary>
    public static Uri Of(Uri webhook, string botName) =>
        new UriBuilder(webhook) { Query = $"{webhook.Query.TrimStart('?')}{(webhook.Query.Length > 1 ? "&" : "")}{BotParameter}{Uri.EscapeDataString(botName)}" }.Uri;

    /// <summary>The bot that the query of a request names; null where it names none. Only as true as the request is Telegram's.</summary>
    public static string? BotOf(string? query)
    {
        var parameter = query?.TrimStart('?').Split('&').LastOrDefault(part => part.StartsWith(BotParameter, StringComparison.Ordinal));
        return parameter is { Length: > 4 } ? Uri.UnescapeDataString(parameter[BotParameter.Length..]) : null;
    }
}
