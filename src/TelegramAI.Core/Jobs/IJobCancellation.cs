using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>Where a reader's wish to stop a job is kept until its worker sees it.</summary>
public interface IJobCancellation
{
    /// <summary>Asks whoever runs the job to stop it.</summary>
    /// <returns>False where there is no such job, or it has ended.</returns>
    Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default);
}
