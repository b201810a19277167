namespace TelegramAI.Core.Fleet;

/// <summary>Raises the fleet as soon as jobs are queued, long before its metric would.</summary>
public interface IFleetWaker
{
    /// <summary>To be called after jobs were queued; what it throws is no reason to lose them.</summary>
    /// <param name="queued">How many jobs were just queued, because the queue's counts may lag behind.</param>
    /// <param name="cancellationToken">Stops the wake.</param>
    Task WakeAsync(int queued, CancellationToken cancellationToken = default);
}
