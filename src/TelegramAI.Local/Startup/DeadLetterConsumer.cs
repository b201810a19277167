using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Local.Queue;

namespace TelegramAI.Local.Startup;

/// <summary>Tells the chats of jobs that were given up after too many receives, and marks them in the ledger.</summary>
internal sealed partial class DeadLetterConsumer(SqliteQueue queue, JobRunner runner, TimeProvider time, ILogger<DeadLetterConsumer> logger)
    : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var message in await queue.DeadLetters.ReceiveAsync(1, Wait, stoppingToken))
                    await TellAsync(message, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The letter stays, and is read again when its visibility ends.
                LogFailed(exception);
                await Task.Delay(Wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TellAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var job = JobMessage.Read(message);
            await runner.GiveUpAsync(job, "dead-letters", cancellationToken);
        }
        catch (JobMessageException exception)
        {
            // It names no chat that could be told.
            LogUnreadable(exception, message.Id);
        }

        await queue.DeadLetters.CompleteAsync(message, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A dead letter could not be handled, it will be tried again")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dead letter {MessageId} is no job, and is dropped")]
    private partial void LogUnreadable(Exception exception, string messageId);
}
