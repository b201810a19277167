namespace TelegramAI.Core.Chats;

/// <summary>A chat, by Telegram's number of it (negative for groups).</summary>
public readonly record struct ChatId(long Value)
{
    public override string ToString() => $"{Value}";
}

/// <summary>A message, by its number within its chat.</summary>
public readonly record struct MessageId(int Value)
{
    public override string ToString() => $"{Value}";
}

/// <summary>A topic of a group, by the number of its first message.</summary>
public readonly record struct ThreadId(int Value)
{
    public override string ToString() => $"{Value}";
}

/// <summary>Where something is said.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="Thread">The topic within the chat; null where it has none.</param>
/// <param name="ReplyTo">The message that it answers; null for none.</param>
public readonly record struct ChatPlace(ChatId Chat, ThreadId? Thread = null, MessageId? ReplyTo = null);

/// <summary>A person, by Telegram's number of them.</summary>
public readonly record struct UserId(long Value)
{
    public override string ToString() => $"{Value}";
}
