namespace TelegramAI.Core.Jobs;

/// <summary>How long the oldest job waits, which the queue itself does not tell.</summary>
public interface IQueueAge
{
    /// <summary>The age of the oldest job, or null where it is not known.</summary>
    Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken = default);
}
