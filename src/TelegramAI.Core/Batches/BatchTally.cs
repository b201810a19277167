using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Batches;

/// <summary>How far the jobs of one message are.</summary>
public sealed record BatchTally
{
    /// <summary>How many they are.</summary>
    public required int Jobs { get; init; }

    /// <summary>What they ask for, in their order; empty where the ledger could not be written when they were queued.</summary>
    public IReadOnlyList<VideoRequest> Requests { get; init; } = [];

    /// <summary>How each ended, or what it waits for. A job that is missing has not begun, or runs.</summary>
    public IReadOnlyList<BatchResult> Results { get; init; } = [];

    /// <summary>Whether every job has ended.</summary>
    public bool IsComplete => Count(JobState.Delivered) + Count(JobState.Failed) + Count(JobState.Cancelled) >= Jobs;

    public int Count(JobState state) => Results.Count(result => result.State == state);

    /// <summary>The tally with a job's result. Counting a job twice changes nothing.</summary>
    public BatchTally With(BatchResult result) => Results.Contains(result)
        ? this
        : this with { Results = [.. Results.Where(other => other.Number != result.Number).Append(result).OrderBy(each => each.Number)] };

    /// <summary>The tally once a job that waited for another try runs again.</summary>
    public BatchTally Resumed(int number) => Results.Any(result => result.Number == number && result.State is JobState.Retrying)
        ? this with { Results = [.. Results.Where(result => result.Number != number)] }
        : this;
}

/// <summary>How one of several jobs ended, or that it waits for another try.</summary>
/// <param name="Number">Which one it is.</param>
/// <param name="State">Its state.</param>
/// <param name="Words">What the reader is told of it; null for nothing.</param>
public sealed record BatchResult(int Number, JobState State, string? Words = null)
{
    /// <summary>The result of a job; null where it has none yet.</summary>
    public static BatchResult? Of(JobEntry job) => job switch
    {
        { State: JobState.Failed or JobState.Retrying, Failure: { } words } => new BatchResult(job.Job.Id.Number, job.State, words),
        { HasEnded: true } => new BatchResult(job.Job.Id.Number, job.State),
        _ => null,
    };
}
