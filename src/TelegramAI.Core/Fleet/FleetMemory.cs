namespace TelegramAI.Core.Fleet;

/// <summary>What has to be remembered of the fleet from one look at it to the next, because the group itself does not tell it.</summary>
public sealed record FleetMemory
{
    /// <summary>The instances that were there and not on their way out, by their ids.</summary>
    public IReadOnlyDictionary<string, InstanceSighting> Instances { get; init; } = new Dictionary<string, InstanceSighting>(StringComparer.Ordinal);

    /// <summary>Whether jobs waited.</summary>
    public bool JobsWaited { get; init; }

    /// <summary>How many jobs there were, waiting, running and retrying.</summary>
    public int Jobs { get; init; }

    /// <summary>Since when jobs wait while instances are in service and none takes one; null where that is not so.</summary>
    public StuckSpell? Stuck { get; init; }

    /// <summary>When an instance failed last; null once another has proven since that instances work.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}

/// <summary>An instance as it was seen.</summary>
/// <param name="State">Where it is in its life.</param>
/// <param name="FirstSeen">When it was seen first, which is at most one look after its launch.</param>
/// <param name="Since">When it was first seen in this state.</param>
public sealed record InstanceSighting(InstanceState State, DateTimeOffset FirstSeen, DateTimeOffset Since);

/// <summary>Looks in a row at which no job was taken.</summary>
/// <param name="Since">The first of them.</param>
/// <param name="Looks">How many there were.</param>
public sealed record StuckSpell(DateTimeOffset Since, int Looks);

/// <summary>Keeps the memory of the fleet between two looks.</summary>
public interface IFleetMemory
{
    /// <summary>Reads what was written last; empty where there is nothing, or nothing that can be read.</summary>
    Task<FleetMemory> ReadAsync(CancellationToken cancellationToken = default);

    Task WriteAsync(FleetMemory memory, CancellationToken cancellationToken = default);
}
