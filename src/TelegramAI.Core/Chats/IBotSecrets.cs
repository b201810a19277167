namespace TelegramAI.Core.Chats;

/// <summary>Where the bot's secrets are kept. They may change while the program runs.</summary>
public interface IBotSecrets
{
    /// <summary>The secrets as they were last read; reads them the first time.</summary>
    ValueTask<BotSecret> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the secrets again, because these were refused. Asked by many at once, it reads them once.</summary>
    ValueTask<BotSecret> RefreshAsync(BotSecret refused, CancellationToken cancellationToken = default);
}

/// <param name="Token">What proves the bot to the chat's server.</param>
/// <param name="WebhookSecret">What proves the chat's server to the bot.</param>
public sealed record BotSecret(string Token, string WebhookSecret)
{
    /// <summary>Names nothing of it, wherever it is printed.</summary>
    public override string ToString() => nameof(BotSecret);
}
