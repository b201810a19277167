namespace TelegramAI.Aws.Secrets;

/// <summary>The secret could not be read, or is none of the bot's. Nothing of its content is in here.</summary>
public sealed class BotSecretException(string secretId, string reason, Exception? innerException = null)
    : Exception($"The secret '{secretId}' ({BotSecretOptions.Section}:{nameof(BotSecretOptions.SecretId)}) {reason}", innerException);
