using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>Stops jobs that somebody no longer wants.</summary>
public interface IJobCancellation
{
    /// <summary>Has a job stopped: a running one soon, a waiting one when this returns.</summary>
    /// <returns>False where there is no such job, or it has ended.</returns>
    Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default);
}
