using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Local.Startup;

/// <summary>Keeps the wish to stop a job in its ledger entry, where its worker looks.</summary>
internal sealed class LedgerCancellation(JobLedger ledger) : IJobCancellation
{
    public Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default) =>
        ledger.RequestCancelAsync(job, cancellationToken);
}
