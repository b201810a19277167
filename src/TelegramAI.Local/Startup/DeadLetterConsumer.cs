using TelegramAI.Core.Steps;
using TelegramAI.Disk.Queue;

namespace TelegramAI.Local.Startup;

/// <summary>Handles what the queue gave up, one after another.</summary>
internal sealed partial class DeadLetterConsumer(SqliteQueue queue, DeadLetterHandler handler, TimeProvider time, ILogger<DeadLetterConsumer> logger)
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
                {
                    await handler.HandleAsync(message, stoppingToken);
                    await queue.DeadLetters.CompleteAsync(message, stoppingToken);
                }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not handle a dead letter; retrying later")]
    private partial void LogFailed(Exception exception);
}
