namespace TelegramAI.Core.Chats;

/// <summary>A video on its way into a chat.</summary>
public sealed record ChatVideo
{
    public required string FileName { get; init; }

    /// <summary>At most 1024 characters; more is cut.</summary>
    public required string Caption { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }

    public required long Bytes { get; init; }

    /// <summary>A JPEG of at most 320 pixels a side and 200,000 bytes, shown until the video plays; null for none.</summary>
    public ReadOnlyMemory<byte>? Thumbnail { get; init; }

    /// <summary>Where the chat has the file already: no bytes are sent.</summary>
    public ChatFileId? FileId { get; init; }

    /// <summary>Opens the bytes, from their start. Called once for each attempt to send.</summary>
    public required Func<CancellationToken, Task<Stream>> OpenAsync { get; init; }
}
