namespace TelegramAI.Core.Fleet;

/// <summary>
/// How many machines may be asked for. In good times all that the jobs are worth, at once. After a machine has failed, one at a time: a bad
/// image, a full region or a broken network would otherwise be paid for as many times as there are machines. The first machine that was
/// launched after the failure and has finished a job, or stayed for <see cref="ProvenAfter"/>, lifts the limit.
/// </summary>
public static class LaunchRule
{
    /// <summary>
    /// A machine that is still starting at the second look is overdue: it boots in one to two minutes, and its group gives it up after eight. It
    /// counts as failed before the group replaces it, so that the limit holds for its replacement too.
    /// </summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(2.5);

    /// <summary>A machine whose worker died at its start has ended itself by then.</summary>
    public static readonly TimeSpan ProvenAfter = TimeSpan.FromMinutes(5);

    /// <summary>How long a machine must be in service before jobs that are gone can be its work.</summary>
    private static readonly TimeSpan MayFinishAfter = TimeSpan.FromMinutes(2);

    /// <summary>How many instances a number of jobs is worth: at least one for anything, at most the maximum.</summary>
    public static int Worth(int jobs, FleetOptions options) =>
        (int)Math.Min(options.MaxInstances, Math.Ceiling((double)jobs / options.TargetBacklog));

    /// <summary>How many there may be at most.</summary>
    /// <param name="memory">The fleet as it is seen now.</param>
    /// <param name="unhealthy">Those in service that do not work.</param>
    /// <param name="options">The fleet's limits in good times.</param>
    /// <param name="now">The time.</param>
    public static int Max(FleetMemory memory, IReadOnlyCollection<string> unhealthy, FleetOptions options, DateTimeOffset now)
    {
        if (memory.FailedAt is null)
            return options.MaxInstances;

        var proven = memory.Instances.Count(instance => IsProven(instance.Value, now) && !unhealthy.Contains(instance.Key, StringComparer.Ordinal));
        return Math.Min(options.MaxInstances, proven + 1);
    }

    /// <summary>
    /// Whether a machine has failed since the look before: it is overdue, or it went although jobs waited then and wait still. A worker without
    /// jobs ends its machine itself, which is no failure.
    /// </summary>
    public static bool HasFailed(FleetMemory before, FleetMemory seen, DateTimeOffset now) =>
        seen.Instances.Values.Any(instance => instance.State is InstanceState.Pending && now - instance.Since >= OverdueAfter)
        || (before.JobsWaited && seen.JobsWaited && before.Instances.Keys.Any(instance => !seen.Instances.ContainsKey(instance)));

    /// <summary>
    /// Whether a machine that was launched after the last failure works. Where no older one is in service, fewer jobs than at the look before
    /// are its work: a worker that crashes finishes none.
    /// </summary>
    public static bool HasProven(FleetMemory before, FleetMemory seen, DateTimeOffset now)
    {
        if (seen is not { FailedAt: { } failed, Stuck: null })
            return false;

        var working = seen.Instances.Values.Where(instance => instance.State is InstanceState.InService).ToList();
        var finished = seen.Jobs < before.Jobs && working.TrueForAll(instance => instance.FirstSeen >= failed);
        return working.Exists(instance =>
            instance.FirstSeen >= failed && (IsProven(instance, now) || (finished && now - instance.Since >= MayFinishAfter)));
    }

    private static bool IsProven(InstanceSighting instance, DateTimeOffset now) =>
        instance.State is InstanceState.InService && now - instance.Since >= ProvenAfter;
}
