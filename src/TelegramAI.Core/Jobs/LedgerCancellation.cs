using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>Keeps the wish to stop a job in its ledger entry, where its worker looks.</summary>
public sealed class LedgerCancellation(JobLedger ledger) : IJobCancellation
{
    public Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default) =>
        ledger.RequestCancelAsync(job, cancellationToken);
}
