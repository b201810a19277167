using System.Text.Json.Serialization;
using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Videos;

/// <summary>What is known of a stored video. It is written after the video's bytes, so a video with a manifest is complete.</summary>
public sealed record VideoManifest
{
    public required VideoKey Key { get; init; }

    public required string Title { get; init; }

    public required string Author { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }

    public required long Bytes { get; init; }

    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>The chat's own id of the video, once it was sent: it is sent again without its bytes.</summary>
    public ChatFileId? FileId { get; init; }

    /// <summary>Which version of the document this was read from, or written as.</summary>
    [JsonIgnore]
    public string? Version { get; init; }
}
