namespace TelegramAI.Core.Fleet;

/// <summary>Raises the fleet as soon as jobs are queued, long before its metric would.</summary>
public interface IFleetWaker
{
    /// <summary>To be called after jobs were queued; what it throws is no reason to lose them.</summary>
    /// <param name="jobs">How many there are: those that waited or were in flight before, and those that were just queued.</param>
    /// <param name="cancellationToken">Stops the wake.</param>
    Task WakeAsync(int jobs, CancellationToken cancellationToken = default);
}
