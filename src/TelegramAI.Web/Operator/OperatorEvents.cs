using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Web.Operator;

/// <summary>Turns what the service is into what one page has not been sent yet: everything first, then what has changed.</summary>
internal sealed class OperatorEvents
{
    private DateTimeOffset? _lastPoint;
    private IReadOnlyList<JobEntry>? _lastFinished;
    private IReadOnlyList<HealthLine>? _lastHealth;

    public OperatorEvent Next(OperatorSnapshot snapshot)
    {
        var points = snapshot.History.Where(point => _lastPoint is null || point.At > _lastPoint).Select(Show).ToArray();
        var finished = _lastFinished is not null && IsSame(_lastFinished, snapshot.Finished) ? null : snapshot.Finished;
        var health = _lastHealth is not null && _lastHealth.SequenceEqual(snapshot.Health) ? null : snapshot.Health;

        _lastPoint = snapshot.History.Count > 0 ? snapshot.History[^1].At : _lastPoint;
        _lastFinished = snapshot.Finished;
        _lastHealth = snapshot.Health;

        return new OperatorEvent(
            snapshot.FleetNow.ToUnixTimeMilliseconds(),
            snapshot.FleetSpeed,
            snapshot.TargetBacklog,
            new QueueShown(snapshot.Queue.Waiting, snapshot.Queue.Running, snapshot.Queue.Retrying, snapshot.Queue.DeadLetters),
            ShowFleet(snapshot),
            ShowWorkers(snapshot),
            NoWorkers.Of(snapshot.Queue, snapshot.Fleet),
            points,
            finished?.Take(OperatorSnapshot.MaxFinished).Select(Show).ToArray(),
            health?.Select(line => new HealthShown(line.Name, line.Value, Name(line.Level))).ToArray());
    }

    private static bool IsSame(IReadOnlyList<JobEntry> before, IReadOnlyList<JobEntry> now) =>
        before.Select(entry => (entry.Job.Id, entry.EndedAt)).SequenceEqual(now.Select(entry => (entry.Job.Id, entry.EndedAt)));

    private static FleetShown ShowFleet(OperatorSnapshot snapshot)
    {
        var fleet = snapshot.Fleet;
        return new FleetShown(
            fleet.Desired,
            fleet.Max,
            Count(InstanceState.Pending),
            Count(InstanceState.InService),
            Count(InstanceState.Terminating),
            BacklogPerInstance.Of(snapshot.Queue.Waiting, fleet.Committed, snapshot.TargetBacklog));

        int Count(InstanceState state) => fleet.Instances.Count(instance => instance.State == state);
    }

    /// <summary>An instance and the worker on it are one line. A worker without an instance is on its way out.</summary>
    private static IReadOnlyList<WorkerShown> ShowWorkers(OperatorSnapshot snapshot)
    {
        var activities = snapshot.Workers.ToLookup(worker => worker.Worker, StringComparer.Ordinal);
        var known = snapshot.Fleet.Instances.Select(instance => instance.Id).ToHashSet(StringComparer.Ordinal);
        var orphans = snapshot.Workers.Where(worker => !known.Contains(worker.Worker));
        return
        [
            .. snapshot.Fleet.Instances.Select(instance => new WorkerShown(
                instance.Id,
                Name(instance.State),
                instance.ProtectedFromScaleIn,
                (snapshot.FleetNow - instance.LaunchedAt)?.TotalSeconds,
                activities[instance.Id].Sum(worker => worker.Slots),
                ShowJobs(activities[instance.Id], snapshot.Now))),
            .. orphans.Select(worker => new WorkerShown(
                worker.Worker,
                Name(InstanceState.Terminating),
                Protected: false,
                Age: null,
                worker.Slots,
                ShowJobs([worker], snapshot.Now))),
        ];
    }

    private static SlotShown[] ShowJobs(IEnumerable<WorkerActivity> workers, DateTimeOffset now) =>
        [.. workers.SelectMany(worker => worker.Jobs).Select(job => Show(job, now))];

    private static SlotShown Show(SlotActivity slot, DateTimeOffset now) => new(
        slot.Job.Short,
        slot.Progress is null ? "taken" : Name(slot.Progress.Step),
        slot.Progress?.Title,
        slot.Progress is { Step: JobStep.Store, Download: { Total: > 0 } download } ? Math.Round(100d * download.Done / download.Total, 1) : null,
        Math.Round((now - slot.Since).TotalSeconds, 1));

    private static PointShown Show(FleetPoint point) => new(
        point.At.ToUnixTimeMilliseconds(),
        point.Waiting,
        point.Running,
        Math.Round(point.BacklogPerInstance, 2),
        point.Desired,
        point.InService);

    private static FinishedShown Show(JobEntry entry) => new(
        entry.Job.Id.Short,
        entry.Resolved?.Title ?? entry.Job.Request.Search ?? entry.Job.Request.VideoId?.ToString(),
        entry.Job.Chat.ToString(),
        Name(entry.State),
        entry.State is JobState.Failed ? entry.Failure?.TrimStart('❌', ' ') : null,
        Math.Round(((entry.EndedAt ?? entry.StartedAt) - entry.Job.RequestedAt).TotalSeconds, 1),
        (entry.EndedAt ?? entry.StartedAt).ToUnixTimeMilliseconds(),
        entry.StoredBytes);

    /// <summary>Names are lower-case words on the wire, which the page's styles go by.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
