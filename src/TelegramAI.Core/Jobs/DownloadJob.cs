using System.Text.Json.Serialization;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Jobs;

/// <summary>One video that somebody asked for in a chat.</summary>
public sealed record DownloadJob
{
    public required JobId Id { get; init; }

    /// <summary>The message that asked, which answers refer to; null where the job came without one.</summary>
    public MessageId? Message => Id.Message.Value == 0 ? null : Id.Message;

    public ChatId Chat => Id.Chat;

    /// <summary>The topic that it was asked in; null where the chat has none, and for its General topic.</summary>
    public ThreadId? Thread { get; init; }

    /// <summary>Where it is answered.</summary>
    [JsonIgnore]
    public ChatPlace Place => new(Chat, Thread, Message);

    public required UserId User { get; init; }

    public required VideoRequest Request { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How many jobs its message asked for, where it asked for several; null for a job of its own.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The trace that it is part of, as a W3C <c>traceparent</c>; null where it is part of none.</summary>
    public string? Trace { get; init; }
}
