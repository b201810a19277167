using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Local.Fleet;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Startup;

/// <summary>What the operator's console shows of this machine.</summary>
internal sealed class LocalOperatorView(
    IJobQueue queue,
    LocalFleet fleet,
    FleetHistory history,
    WorkerBoard board,
    JobLedger ledger,
    HealthReport health,
    AcceleratedTime fleetTime,
    IOptions<FleetOptions> fleetOptions,
    IOptions<LocalFleetOptions> localOptions,
    TimeProvider time) : IOperatorView
{
    /// <summary>The ledger is a folder of files: reading its latest takes longer than all the rest.</summary>
    private static readonly TimeSpan LedgerAge = TimeSpan.FromSeconds(2);

    private IReadOnlyList<JobEntry> _finished = [];
    private DateTimeOffset _readAt;

    public async Task<OperatorSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        if (now - _readAt >= LedgerAge)
        {
            var recent = await ledger.RecentAsync(2 * OperatorSnapshot.MaxFinished, cancellationToken);
            _finished = [.. recent.Where(entry => entry.HasEnded).OrderByDescending(entry => entry.EndedAt).Take(OperatorSnapshot.MaxFinished)];
            _readAt = now;
        }

        return new OperatorSnapshot
        {
            Now = now,
            FleetNow = fleetTime.GetUtcNow(),
            FleetSpeed = localOptions.Value.Speed,
            TargetBacklog = fleetOptions.Value.TargetBacklog,
            Queue = await queue.CountAsync(cancellationToken),
            Fleet = await fleet.DescribeAsync(cancellationToken),
            History = history.Read(),
            Workers = board.Read(),
            Finished = _finished,
            Health = health.Lines,
        };
    }
}
