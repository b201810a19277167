using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Fleet;

/// <summary>
/// Which machines are in service and do not work. A worker that is well takes a waiting job within seconds, so jobs that wait while nothing is
/// in flight mean that nobody is there to take them. One such look may be chance, and the queue's counts lag by up to a minute; three in a row
/// over some minutes are neither. A machine that was not in service all that time is not blamed.
/// </summary>
public static class StuckRule
{
    /// <summary>How many looks in a row make it certain.</summary>
    public const int Looks = 3;

    /// <summary>How long they must span, whatever their number: a schedule may be late, and deliver an event twice.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Where the oldest job is younger, those of the look before were taken. It is less than a spell lasts, for the age comes from a metric that
    /// may be two minutes late.
    /// </summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(3);

    /// <summary>The spell that this look begins or continues; null where jobs are taken, or none waits.</summary>
    public static StuckSpell? Look(StuckSpell? before, FleetState fleet, QueueCounts counts, DateTimeOffset now)
    {
        var stuck = counts is { Waiting: > 0, Running: 0 } && fleet.Instances.Any(instance => instance.State is InstanceState.InService);
        return !stuck ? null : before is null ? new StuckSpell(now, 1) : before with { Looks = before.Looks + 1 };
    }

    /// <summary>The machines that have to be replaced.</summary>
    /// <param name="memory">The fleet as it is seen now.</param>
    /// <param name="oldest">
    /// How long ago the oldest job was queued; null where that is not known. Where every job is young, somebody takes them.
    /// </param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<string> Unhealthy(FleetMemory memory, TimeSpan? oldest, DateTimeOffset now)
    {
        if (memory.Stuck is not { Looks: >= Looks } spell || now - spell.Since < Span || oldest < Young)
            return [];

        return
        [
            .. memory.Instances
                .Where(instance => instance.Value.State is InstanceState.InService && now - instance.Value.Since >= Span)
                .Select(instance => instance.Key)
                .Order(StringComparer.Ordinal),
        ];
    }
}
