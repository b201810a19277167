namespace TelegramAI.Core.Chats;

/// <summary>Where something is said.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="Thread">Its topic; null where it has none, and for its General topic.</param>
/// <param name="ReplyTo">The message that is answered; where that is gone, it is said without naming it.</param>
public readonly record struct ChatPlace(ChatId Chat, ThreadId? Thread = null, MessageId? ReplyTo = null);
