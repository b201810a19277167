using TelegramAI.Core.Steps;

namespace TelegramAI.Worker.Polling;

/// <summary>What becomes of a job's message at the end of its run.</summary>
internal abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>The job has ended, and its message goes.</summary>
    public sealed record Done : Settlement;

    /// <summary>The job waits for its time, and comes back as a new message.</summary>
    public sealed record SetAside(TimeSpan Delay) : Settlement;

    /// <summary>The same message comes back after a while, and counts towards the receives that are too many.</summary>
    public sealed record Left(TimeSpan Delay) : Settlement;

    public static Settlement Of(JobOutcome outcome) => outcome.RetryAfter is { } delay ? new SetAside(delay) : new Done();
}
