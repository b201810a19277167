using TelegramAI.Core.Chats;

namespace TelegramAI.Local.BotApi.Chats;

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
    public required long Id { get; init; }

    public required string Type { get; init; }

    public string? Title { get; init; }

    public string? FirstName { get; init; }

    internal static Chat Of(ChatId id) => id.Value < 0
        ? new() { Id = id.Value, Type = "group", Title = $"Group {-id.Value}" }
        : new() { Id = id.Value, Type = "private", FirstName = User.Person(new UserId(id.Value)).FirstName };
}
