using Microsoft.Extensions.Logging;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Chat.Bot;

/// <summary>Puts jobs into the queue, and does what makes waiting bearable: tells their place, and wakes the fleet. Only the queue may fail.</summary>
public sealed partial class DownloadQueue(
    IJobQueue queue, IFleetWaker fleet, QueuedMessage message, WaitingLine line, TimeProvider time, ILogger<DownloadQueue> logger)
{
    /// <summary>Whoever sent the update waits for an answer.</summary>
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Whether there is an image that workers can start from.</summary>
    public bool HasWorkers => fleet.HasWorkerImage;

    /// <summary>How many jobs are in each state.</summary>
    public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) => queue.CountAsync(cancellationToken);

    /// <summary>Queues the jobs of one message. When it returns, they are durable.</summary>
    /// <returns>What the chat is still to be told; null where a message of the jobs' own says it.</returns>
    /// <exception cref="QueueRefusedException">The jobs were not queued.</exception>
    public async Task<string?> AddAsync(IReadOnlyList<DownloadJob> jobs, CancellationToken cancellationToken = default)
    {
        var before = (await TryCountAsync(cancellationToken))?.Ahead;

        // Before it is queued: the worker that takes the job then finds its message.
        var inLine = TryJoinLineAsync(jobs, cancellationToken);
        var isSaid = await message.TrySendAsync(jobs, before, cancellationToken);
        await inLine;
        try
        {
            await queue.SendAsync(jobs, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueueRefusedException(exception);
        }

        await WakeAsync(jobs.Count + (before ?? 0), cancellationToken);
        return isSaid ? null : QueuedMessage.Words(jobs.Count, before);
    }

    /// <summary>Queues a job that waits for its next try, so that it begins at once: a second message of it, which makes the first one an empty one.</summary>
    public async Task AddAgainAsync(DownloadJob job, CancellationToken cancellationToken = default)
    {
        await queue.SendAsync([job], cancellationToken);
        await WakeAsync(1, cancellationToken);
    }

    private async Task<QueueCounts?> TryCountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.CountAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotCounted(exception);
            return null;
        }
    }

    /// <summary>Writes down in which order jobs came. Without it the places of those that wait do not move.</summary>
    private async Task TryJoinLineAsync(IReadOnlyList<DownloadJob> jobs, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(JoinTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await line.AddAsync(jobs, both.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotInLine(exception);
        }
    }

    private async Task WakeAsync(int jobs, CancellationToken cancellationToken)
    {
        try
        {
            await fleet.WakeAsync(jobs, cancellationToken);
        }
        catch (Exception exception)
        {
            // The jobs are durable, and the metric will raise the fleet by itself, only later. Not even being told to stop undoes that.
            LogNotWoken(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue can't be counted")]
    private partial void LogNotCounted(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not record the order of the jobs")]
    private partial void LogNotInLine(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not wake the fleet; it will grow with its metric")]
    private partial void LogNotWoken(Exception exception);
}
