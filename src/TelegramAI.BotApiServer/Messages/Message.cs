using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Files;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>A message, as the Bot API sends it and as it is kept.</summary>
public sealed record Message
{
    public required int MessageId { get; init; }

    public required User From { get; init; }

    public required Chats.Chat Chat { get; init; }

    /// <summary>The topic; none in the general topic and where there are no topics.</summary>
    public int? MessageThreadId { get; init; }

    public bool? IsTopicMessage { get; init; }

    /// <summary>In seconds since 1970.</summary>
    public required long Date { get; init; }

    /// <summary>In seconds since 1970.</summary>
    public long? EditDate { get; init; }

    /// <summary>The message that this one answers; it does not carry the one that it answers itself.</summary>
    public Message? ReplyToMessage { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<MessageEntity>? Entities { get; init; }

    public Video? Video { get; init; }

    public string? Caption { get; init; }

    public IReadOnlyList<MessageEntity>? CaptionEntities { get; init; }

    public InlineKeyboard? ReplyMarkup { get; init; }

    /// <summary>A service message: the group became this supergroup.</summary>
    public long? MigrateToChatId { get; init; }

    /// <summary>A service message: the supergroup was this group.</summary>
    public long? MigrateFromChatId { get; init; }

    /// <summary>A service message: a topic begins here.</summary>
    public ForumTopicCreated? ForumTopicCreated { get; init; }

    internal bool IsService => this is { ForumTopicCreated: not null } or { MigrateToChatId: not null } or { MigrateFromChatId: not null };
}

/// <param name="Name">The topic's name.</param>
/// <param name="IconColor">Its color as RGB.</param>
public sealed record ForumTopicCreated(string Name, int IconColor);

/// <summary>A part of a text that means something: a link, a command.</summary>
/// <param name="Type">The Bot API's word for it.</param>
/// <param name="Offset">Where it starts, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Url">Where a <c>text_link</c> leads.</param>
public sealed record MessageEntity(string Type, int Offset, int Length, string? Url = null);
