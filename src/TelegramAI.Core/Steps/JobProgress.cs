using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>How far a running job is.</summary>
/// <param name="Step">The step that runs.</param>
/// <param name="Title">The video's title, once it is known.</param>
/// <param name="Download">How much has arrived, while something is downloaded.</param>
public sealed record JobProgress(JobStep Step, string? Title = null, DownloadProgress? Download = null);

/// <summary>The steps of a job, in their order.</summary>
public enum JobStep
{
    /// <summary>Find the video and choose its format.</summary>
    Resolve,

    /// <summary>Download it into the store, unless the store has it.</summary>
    Store,

    /// <summary>Show it in the chat.</summary>
    Deliver,
}
