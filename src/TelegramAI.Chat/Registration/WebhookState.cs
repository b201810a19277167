namespace TelegramAI.Chat.Registration;

/// <summary>What Telegram knows of the bot's webhook. https://core.telegram.org/bots/api#webhookinfo</summary>
/// <param name="Url">Where updates go; null where there is no webhook.</param>
/// <param name="Pending">How many updates wait for their delivery.</param>
/// <param name="LastErrorAt">When a delivery failed last, which later successes do not erase.</param>
/// <param name="LastError">Why it failed, in Telegram's words.</param>
public sealed record WebhookState(Uri? Url, int Pending, DateTimeOffset? LastErrorAt = null, string? LastError = null)
{
    /// <summary>Telegram tries a failed delivery again within this time, so an older error has been overcome where nothing waits.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>More updates than a bot that answers ever leaves behind.</summary>
    private const int ManyPending = 100;

    /// <summary>Whether updates go to an address. What <see cref="WebhookAddress"/> adds to it, and a bot that was renamed, make no difference.</summary>
    public bool PointsTo(Uri address) => Url is not null
        && Uri.Compare(Url, address, UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Judges the webhook from the point of view of one address.</summary>
    public WebhookHealth HealthOf(Uri own, DateTimeOffset now)
    {
        if (Url is null)
            return WebhookHealth.Gone;

        if (!PointsTo(own))
            return WebhookHealth.Elsewhere;

        var fails = LastErrorAt is { } last && now - last < Recent && Pending > 0;
        if (fails && LastError?.Contains("401", StringComparison.Ordinal) is true)
            return WebhookHealth.SecretRefused;

        return fails || Pending >= ManyPending ? WebhookHealth.Failing : WebhookHealth.Healthy;
    }
}
