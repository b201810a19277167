using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>A person or a bot, as the Bot API sends them.</summary>
public sealed record User
{
    public required long Id { get; init; }

    public required bool IsBot { get; init; }

    public required string FirstName { get; init; }

    public string? Username { get; init; }

    public string? LanguageCode { get; init; }

    /// <summary>A person of this machine, named after their number.</summary>
    internal static User Person(UserId id) => new()
    {
        Id = id.Value,
        IsBot = false,
        FirstName = id.Value == 1 ? "Guest" : $"Guest {id.Value}",
        LanguageCode = "en",
    };
}

/// <summary>A chat, as the Bot API sends it: of one person, or a group where its number is negative.</summary>
public sealed record Chat
{
    // Numbers of supergroups start here: https://core.telegram.org/api/bots/ids.
    private const long FirstSupergroup = -1_000_000_000_000;

    public required long Id { get; init; }

    public required string Type { get; init; }

    public string? Title { get; init; }

    public string? FirstName { get; init; }

    /// <summary>A supergroup with topics.</summary>
    public bool? IsForum { get; init; }

    internal bool IsPrivate => Id > 0;

    internal static Chat Of(ChatId id, GroupState? group = null) => id.Value > 0
        ? new() { Id = id.Value, Type = "private", FirstName = User.Person(new UserId(id.Value)).FirstName }
        : new()
        {
            Id = id.Value,
            Type = id.Value < FirstSupergroup || group is { IsSupergroup: true } ? "supergroup" : "group",
            Title = group?.Title ?? $"Group {-id.Value}",
            IsForum = group?.IsForum is true ? true : null,
        };
}
