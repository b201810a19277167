using Microsoft.Extensions.Logging;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Tells a chat that jobs are in the queue, by the message that shows its progress later and becomes the video: so nothing stale stays in
/// the chat, and the job can be cancelled while it waits. The answer to a webhook could not do that, because it does not tell the number
/// of the message that it makes. https://core.telegram.org/bots/api#making-requests-when-getting-updates
/// </summary>
public sealed partial class QueuedMessage(JobLedger ledger, IChat chat, ChatGate gate, TimeProvider time, ILogger<QueuedMessage> logger)
{
    /// <summary>The job is queued only afterwards, and whoever sent the update waits for an answer.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(3);

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

    /// <summary>
    /// Sends the message, where there is none. To be called before the jobs are queued: a worker goes on with it. Several jobs have one
    /// message, which counts them.
    /// </summary>
    /// <param name="jobs">The jobs of one message.</param>
    /// <param name="before">How many jobs are before them; null where that is not known.</param>
    /// <param name="cancellationToken">Leaves it to a worker to say something.</param>
    /// <returns>False where the ledger can't be written, so that no message was sent.</returns>
    public async Task<bool> TrySendAsync(IReadOnlyList<DownloadJob> jobs, int? before, CancellationToken cancellationToken = default)
    {
        var job = jobs.Count == 1 ? jobs[0] : jobs[0] with { Id = jobs[0].Id.Batch, BatchSize = null };
        var batch = jobs.Count == 1 ? null : new BatchTally { Jobs = jobs.Count, Requests = [.. jobs.Select(one => one.Request)] };
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var isNoted = false;
        try
        {
            await using var run = await ledger.QueueAsync(job, batch, both.Token);
            isNoted = true;
            if (run is not null)
                await _messages.OpenAsync(run, Words(jobs.Count, before), both.Token);

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A message that was sent all the same is found by the worker, because the ledger says that there may be one.
            LogNotSent(exception, job.Id);
            return isNoted;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not show that job {JobId} is queued")]
    private partial void LogNotSent(Exception exception, JobId jobId);
}
