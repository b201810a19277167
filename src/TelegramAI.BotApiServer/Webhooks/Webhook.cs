namespace TelegramAI.BotApiServer.Webhooks;

/// <summary>Where updates are delivered to, and how that went.</summary>
internal sealed record Webhook
{
    public const string Setting = "webhook";

    public required string Url { get; init; }

    /// <summary>Sent with each update, so that the bot knows who calls.</summary>
    public string? SecretToken { get; init; }

    public int? MaxConnections { get; init; }

    /// <summary>In seconds since 1970.</summary>
    public long? LastErrorDate { get; init; }

    public string? LastErrorMessage { get; init; }
}
