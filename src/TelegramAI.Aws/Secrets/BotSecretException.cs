namespace TelegramAI.Aws.Secrets;

/// <summary>The secret could not be read, or is none of the bot's. Nothing of its content is in here.</summary>
public sealed class BotSecretException(string secretId, string setting, string reason, Exception? innerException = null)
    : Exception($"The secret '{secretId}' ({setting}) {reason}", innerException);
