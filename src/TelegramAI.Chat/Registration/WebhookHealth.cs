namespace TelegramAI.Chat.Registration;

/// <summary>What is wrong with a webhook, if anything.</summary>
public enum WebhookHealth
{
    /// <summary>Updates arrive.</summary>
    Healthy,

    /// <summary>There is none: somebody removed it.</summary>
    Gone,

    /// <summary>It points to another address, which may be another live deployment of the same bot.</summary>
    Elsewhere,

    /// <summary>It points here, and what is here refuses the secret that Telegram proves itself with.</summary>
    SecretRefused,

    /// <summary>It points here, and updates do not arrive.</summary>
    Failing,
}
