namespace TelegramAI.BotApiServer.Chats;

/// <summary>What is kept of a group beside its number.</summary>
internal sealed record GroupState
{
    public string? Title { get; init; }

    public bool IsSupergroup { get; init; }

    public bool IsForum { get; init; }

    public BotRights Rights { get; init; } = new();

    /// <summary>The supergroup that this group became.</summary>
    public long? MigratedTo { get; init; }
}

/// <summary>What the bot may do in a group. As long as it is no administrator, it deletes only its own messages.</summary>
public sealed record BotRights
{
    public bool SendMessages { get; init; } = true;

    public bool SendVideos { get; init; } = true;

    public bool DeleteMessages { get; init; }
}

/// <summary>A topic of a forum. The general topic has none: messages in it carry no number.</summary>
public readonly record struct TopicId(int Value)
{
    public override string ToString() => $"{Value}";
}

/// <summary>Who somebody is in a group, by the Bot API's words.</summary>
public enum MemberStatus
{
    Creator,
    Administrator,
    Member,
    Left,
}
