using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>How a run ended.</summary>
/// <param name="Entry">The job's entry as the run left it.</param>
/// <param name="RetryAfter">When the queue shall deliver the job again; null where it has ended and its message can go.</param>
public sealed record JobOutcome(JobEntry Entry, TimeSpan? RetryAfter = null);
