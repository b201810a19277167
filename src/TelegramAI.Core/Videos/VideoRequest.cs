namespace TelegramAI.Core.Videos;

/// <summary>What somebody asks for: a video by its id, or the first one that a search finds; at most as high as they want it.</summary>
public sealed record VideoRequest
{
    /// <summary>The video, where a link named it.</summary>
    public VideoId? VideoId { get; init; }

    /// <summary>The words to search for, where no link named a video. At most 200 characters.</summary>
    public string? Search { get; init; }

    /// <summary>The wanted height in lines, where the message says one ("720p").</summary>
    public int? MaxHeight { get; init; }

    public static VideoRequest ForVideo(VideoId id, int? maxHeight = null) => new() { VideoId = id, MaxHeight = maxHeight };

    public static VideoRequest ForSearch(string words, int? maxHeight = null) => new() { Search = words, MaxHeight = maxHeight };
}
