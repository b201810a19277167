namespace TelegramAI.Core.Fleet;

/// <summary>Raises the fleet as soon as jobs are queued, long before its metric would.</summary>
public interface IFleetWaker
{
    /// <summary>
    /// Whether workers have an image to start from. Before the first one is published the fleet can't grow, so a job would wait until the
    /// queue drops it: it must be refused instead.
    /// </summary>
    bool HasWorkerImage => true;

    /// <summary>Raises the fleet to what the jobs are worth. To be called after jobs were queued; what it throws is no reason to lose them.</summary>
    /// <param name="jobs">
    /// How many there are: those that waited or were in flight before, and those that were just queued. It does not count them again,
    /// because the queue's counts lag behind what was just queued.
    /// </param>
    /// <param name="cancellationToken">Stops the wake.</param>
    /// <returns>How many instances it asked for; null where as many were asked for moments ago, or nothing waits.</returns>
    Task<int?> WakeAsync(int jobs, CancellationToken cancellationToken = default);
}
