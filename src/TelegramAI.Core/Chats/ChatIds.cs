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

/// <summary>A topic of a chat that has topics, by the number of the message that opened it.</summary>
public readonly record struct ThreadId(int Value)
{
    public override string ToString() => $"{Value}";
}

/// <summary>A person, by Telegram's number of them.</summary>
public readonly record struct UserId(long Value)
{
    public override string ToString() => $"{Value}";
}
