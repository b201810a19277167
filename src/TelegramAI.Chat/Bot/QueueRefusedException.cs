namespace TelegramAI.Chat.Bot;

/// <summary>The queue did not take the jobs of an update, so the update must not be acknowledged: it has to come again.</summary>
public sealed class QueueRefusedException(Exception innerException)
    : Exception("The queue did not take the jobs of an update", innerException);
