namespace TelegramAI.Chat;

/// <summary>Telegram does not know the bot's token: nothing works until another is configured.</summary>
public sealed class TelegramTokenRefusedException(Exception? innerException = null)
    : Exception("Telegram refuses the bot's token: check Telegram:Token, or get a new one from @BotFather", innerException);
