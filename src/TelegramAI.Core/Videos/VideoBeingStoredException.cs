namespace TelegramAI.Core.Videos;

/// <summary>Another worker stores the video right now. No failure that a reader is told of: the job is to be set aside meanwhile.</summary>
public sealed class VideoBeingStoredException(VideoKey video, TimeSpan retryAfter) : Exception($"Another worker stores {video} right now")
{
    /// <summary>When it is worth looking again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
