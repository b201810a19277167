using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Local.Fleet;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Operator;

/// <summary>What the operator sees of the service on this machine. The feed calls it from one place at a time.</summary>
public sealed class LocalOperatorView(
    IJobQueue queue,
    IFleet fleet,
    FleetHistory history,
    WorkerBoard board,
    JobLedger ledger,
    HealthReport health,
    IOptions<FleetOptions> options,
    AcceleratedTime fleetTime,
    TimeProvider time) : IOperatorView
{
    /// <summary>The ledger is a document for each job: reading it as often as the counts would be most of the work.</summary>
    private static readonly TimeSpan LedgerEvery = TimeSpan.FromSeconds(2);

    private IReadOnlyList<JobEntry>? _finished;
    private long _finishedAt;

    public async Task<OperatorSnapshot> ReadAsync(CancellationToken cancellationToken = default) => new()
    {
        Now = time.GetUtcNow(),
        FleetNow = fleetTime.GetUtcNow(),
        FleetSpeed = fleetTime.Speed,
        TargetBacklog = options.Value.TargetBacklog,
        Queue = await queue.CountAsync(cancellationToken),
        Fleet = await fleet.DescribeAsync(cancellationToken),
        History = history.Read(),
        Workers = board.Read(),
        Finished = await FinishedAsync(cancellationToken),
        Health = health.Lines,
    };

    private async Task<IReadOnlyList<JobEntry>> FinishedAsync(CancellationToken cancellationToken)
    {
        if (_finished is not null && time.GetElapsedTime(_finishedAt) < LedgerEvery)
            return _finished;

        // Among the latest entries are those of jobs that still run: a fleet at its largest has a few dozen.
        var recent = await ledger.RecentAsync(2 * OperatorSnapshot.MaxFinished, cancellationToken);
        _finishedAt = time.GetTimestamp();
        return _finished =
        [
            .. recent.Where(entry => entry.HasEnded).OrderByDescending(entry => entry.EndedAt).Take(OperatorSnapshot.MaxFinished),
        ];
    }
}
