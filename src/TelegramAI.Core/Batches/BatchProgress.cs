using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Batches;

/// <summary>
/// Keeps the message of several jobs up to date. Several workers may edit it at once, and edits may arrive in another order: whoever has
/// edited it looks again, so that the last one says what is true.
/// </summary>
internal sealed partial class BatchProgress(JobLedger ledger, IChat chat, TimeProvider time, ILogger logger)
{
    /// <summary>Jobs that end together are told together.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The next job that ends says more.</summary>
    private static readonly TimeSpan ShowTimeout = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<JobId, bool> _planned = new();

    /// <summary>Updates the message soon. Does nothing while that is planned already. Never throws.</summary>
    public async Task PlanAsync(JobId batch)
    {
        if (!_planned.TryAdd(batch, true))
            return;

        using var timeout = new CancellationTokenSource(ShowTimeout, time);
        try
        {
            await Task.Delay(Pause, time, timeout.Token);
            _planned.TryRemove(batch, out _);
            await ShowAsync(batch, timeout.Token);
        }
        catch (Exception exception)
        {
            // A count that is not up to date does no harm.
            LogNotShown(exception, batch);
        }
        finally
        {
            _planned.TryRemove(batch, out _);
        }
    }

    /// <summary>Updates the message.</summary>
    /// <exception cref="ChatException">The chat did not take it.</exception>
    public async Task ShowAsync(JobId batch, CancellationToken cancellationToken)
    {
        for (string? shown = null; ;)
        {
            if (await ledger.FindAsync(batch, cancellationToken) is not { Progress: { } message, Batch: { } tally } entry || !HasToShow(entry, shown))
                return;

            var text = entry.HasEnded ? BatchTexts.End(tally, entry.CancelRequested) : BatchTexts.Progress(tally);
            if (string.Equals(text, shown, StringComparison.Ordinal))
                return;

            try
            {
                var buttons = new ChatText(text, entry.HasEnded ? null : batch) { OffersRetry = !entry.HasEnded && tally.Count(JobState.Retrying) > 0 };
                await chat.EditAsync(entry.Chat, message, buttons with { IsOptional = true }, cancellationToken);
                shown = text;
            }
            catch (ChatBusyException busy) when (busy.RetryAfter <= ChatGate.ShortPause)
            {
                await Task.Delay(busy.RetryAfter, time, cancellationToken);
            }
        }
    }

    /// <summary>Whoever counts the last job says the last word, which only an edit of this loop can have undone.</summary>
    private static bool HasToShow(JobEntry entry, string? shown) => entry.HasEnded ? shown is not null : entry is { State: JobState.Running, Batch.IsComplete: false };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not update the message of batch {JobId}")]
    private partial void LogNotShown(Exception exception, JobId jobId);
}
