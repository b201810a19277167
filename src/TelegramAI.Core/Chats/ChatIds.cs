namespace TelegramAI.Core.Chats;

/// <summary>A chat, by Telegram's number of it (negative for groups).</summary>
public readonly record struct ChatId(long Value)
{
    /// <summary>Supergroups and channels have numbers below it. https://core.telegram.org/api/bots/ids</summary>
    private const long LowestOfGroups = -1_000_000_000_000;

    /// <summary>
    /// Whether its messages are numbered together with those of the bot's other such chats, in the order in which they came: so it is in
    /// private chats and small groups. https://core.telegram.org/api/updates#message-related-event-sequences
    /// </summary>
    public bool SharesNumbers => Value > LowestOfGroups;

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
