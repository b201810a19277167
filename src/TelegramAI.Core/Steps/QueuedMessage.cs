using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Tells a chat that a job is in the queue, by the message that shows its progress later and becomes the video: so nothing stale stays in
/// the chat, and the job can be cancelled while it waits. The answer to a webhook could not do that, because it does not tell the number
/// of the message that it makes. https://core.telegram.org/bots/api#making-requests-when-getting-updates
/// </summary>
public sealed partial class QueuedMessage(JobLedger ledger, IChat chat, ChatGate gate, TimeProvider time, ILogger<QueuedMessage> logger)
{
    /// <summary>The job is queued only afterwards, and whoever sent the update waits for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly JobMessages _messages = new(chat, gate, time, logger);

    /// <summary>What is said of jobs that were queued together.</summary>
    /// <param name="jobs">How many they are.</param>
    /// <param name="before">How many jobs are before them; null where that is not known.</param>
    public static string Words(int jobs, int? before)
    {
        var what = jobs == 1 ? "Queued" : $"Queued {jobs} videos";
        var place = before switch
        {
            null => ".",
            0 => ", 0 before you: you are first in line.",
            _ => $", {before} before you.",
        };
        return what + place;
    }

    /// <summary>Sends the message, where the job has none. To be called before the job is queued: a worker goes on with it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="before">How many jobs are before it; null where that is not known.</param>
    /// <param name="cancellationToken">Leaves it to a worker to say something.</param>
    /// <returns>False where the ledger can't be written, so that no message was sent.</returns>
    public async Task<bool> TrySendAsync(DownloadJob job, int? before, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var isNoted = false;
        try
        {
            await using var run = await ledger.QueueAsync(job, both.Token);
            isNoted = true;
            if (run is not null)
                await _messages.OpenAsync(run, Words(jobs: 1, before), both.Token);

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A message that was sent all the same is found by the worker, because the ledger says that there may be one.
            LogNotSent(exception, job.Id);
            return isNoted;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing tells that job {JobId} is queued, until a worker begins it")]
    private partial void LogNotSent(Exception exception, JobId jobId);
}
