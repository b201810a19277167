using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Fleet;

/// <summary>
/// Raises the fleet as soon as jobs are queued. Target tracking alone takes minutes to see them: its metric comes every three
/// minutes and its alarm wants three of them. Only ever upward; the way down is target tracking's, and the workers' own.
/// </summary>
public sealed class FleetWake(IFleet fleet, IOptions<FleetOptions> options, TimeProvider time) : IFleetWaker
{
    /// <summary>How often one process asks at most: a busy webhook must not spend its time on the fleet.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long? _last;

    /// <summary>Raises the fleet to what the jobs are worth. To be called after jobs were queued; what it throws is no reason to lose them.</summary>
    /// <param name="jobs">
    /// How many there are: those that waited or were in flight before, and those that were just queued. It does not count them again,
    /// because the queue's counts lag behind what was just queued.
    /// </param>
    /// <param name="cancellationToken">Stops the wake.</param>
    /// <returns>How many instances it asked for; null where it asked too recently, or nothing waits.</returns>
    public async Task<int?> RaiseAsync(int jobs, CancellationToken cancellationToken = default)
    {
        var want = Want(jobs, options.Value);
        if (want == 0 || !TryBegin())
            return null;

        await fleet.RaiseDesiredAsync(want, cancellationToken);
        return want;
    }

    Task IFleetWaker.WakeAsync(int jobs, CancellationToken cancellationToken) => RaiseAsync(jobs, cancellationToken);

    /// <summary>How many instances a number of jobs is worth, waiting and in flight: at least one for anything, at most the maximum.</summary>
    public static int Want(int jobs, FleetOptions options) =>
        (int)Math.Min(options.MaxInstances, Math.Ceiling((double)jobs / options.TargetBacklog));

    private bool TryBegin()
    {
        lock (_gate)
        {
            if (_last is { } last && time.GetElapsedTime(last) < Interval)
                return false;

            _last = time.GetTimestamp();
            return true;
        }
    }
}
