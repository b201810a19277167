using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Fleet;

/// <summary>
/// Raises the fleet as soon as jobs are queued. Target tracking alone takes minutes to see them: its metric comes every three
/// minutes and its alarm wants three of them. Only ever upward; the way down is target tracking's, and the workers' own.
/// </summary>
public sealed class FleetWake(IFleet fleet, IOptions<FleetOptions> options, TimeProvider time) : IFleetWaker, IDisposable
{
    /// <summary>How long an answered request stands for all that want no more: a busy webhook must not spend its time on the fleet.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private (int Want, long At)? _granted;

    /// <inheritdoc/>
    public bool HasWorkerImage => options.Value.ImagePublished;

    /// <inheritdoc/>
    public async Task<int?> WakeAsync(int jobs, CancellationToken cancellationToken = default)
    {
        var want = LaunchRule.Worth(jobs, options.Value);
        if (want == 0 || !HasWorkerImage)
            return null;

        // One at a time: whoever comes second learns whether the first request was answered, and makes its own if it was not.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_granted is { } granted && granted.Want >= want && time.GetElapsedTime(granted.At) < Interval)
                return null;

            await fleet.RaiseDesiredAsync(want, cancellationToken);
            _granted = (want, time.GetTimestamp());
            return want;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
