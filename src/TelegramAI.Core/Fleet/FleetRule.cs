using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Fleet;

/// <summary>What a look at the fleet leads to.</summary>
/// <param name="Memory">What has to be remembered for the next look.</param>
/// <param name="Max">How many instances there may be at most.</param>
/// <param name="Raise">How many to ask for; null where enough come.</param>
/// <param name="Unhealthy">Those that are in service and do not work.</param>
public sealed record FleetDecision(FleetMemory Memory, int Max, int? Raise, IReadOnlyList<string> Unhealthy);

/// <summary>Looks at the fleet and its queue and decides what has to be done, as a function of both and of the looks before.</summary>
public static class FleetRule
{
    /// <summary>Decides.</summary>
    /// <param name="before">What was remembered at the look before.</param>
    /// <param name="fleet">The group now.</param>
    /// <param name="counts">The queue now.</param>
    /// <param name="oldest">How long ago the oldest job was queued; null where that is not known.</param>
    /// <param name="options">The fleet's limits in good times.</param>
    /// <param name="now">The time.</param>
    public static FleetDecision Decide(
        FleetMemory before, FleetState fleet, QueueCounts counts, TimeSpan? oldest, FleetOptions options, DateTimeOffset now)
    {
        var seen = before with
        {
            Instances = See(before, fleet, now),
            JobsWaited = counts.Waiting > 0,
            Jobs = counts.Open,
            Stuck = StuckRule.Look(before.Stuck, fleet, counts, now),
        };

        var unhealthy = StuckRule.Unhealthy(seen, oldest, now);
        if (unhealthy.Count > 0 || LaunchRule.HasFailed(before, seen, now))
            seen = seen with { FailedAt = now };
        else if (LaunchRule.HasProven(before, seen, now))
            seen = seen with { FailedAt = null };

        // Those that are replaced are not looked at any more; the others begin a spell of their own.
        var memory = unhealthy.Count == 0
            ? seen
            : seen with { Stuck = null, Instances = seen.Instances.ExceptBy(unhealthy, one => one.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal) };

        var max = LaunchRule.Max(seen, unhealthy, options, now);
        var want = Math.Min(max, LaunchRule.Worth(counts.Waiting, options));
        var coming = Math.Max(Math.Min(fleet.Desired, max), fleet.Committed);
        return new FleetDecision(memory, max, want > coming ? want : null, unhealthy);
    }

    private static Dictionary<string, InstanceSighting> See(FleetMemory before, FleetState fleet, DateTimeOffset now) => fleet.Instances
        .Where(instance => instance.State is not InstanceState.Terminating)
        .ToDictionary(
            instance => instance.Id,
            instance => before.Instances.GetValueOrDefault(instance.Id) switch
            {
                null => new InstanceSighting(instance.State, now, now),
                var sighting when sighting.State == instance.State => sighting,
                var sighting => sighting with { State = instance.State, Since = now },
            },
            StringComparer.Ordinal);
}
