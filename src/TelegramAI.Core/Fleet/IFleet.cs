namespace TelegramAI.Core.Fleet;

/// <summary>The group of machines that run workers: an EC2 Auto Scaling group, or in-process workers.</summary>
public interface IFleet
{
    Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for so many instances, if that is more than are asked for now. Never lowers the number.</summary>
    Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default);

    /// <summary>Sets how many instances may be asked for at most. Where more are asked for now, only so many are from then on.</summary>
    Task SetMaxAsync(int max, CancellationToken cancellationToken = default);

    /// <summary>Has the group replace instances that do not work; those that are gone already are ignored.</summary>
    Task MarkUnhealthyAsync(IReadOnlyCollection<string> instances, CancellationToken cancellationToken = default);
}

/// <param name="Desired">How many instances are asked for.</param>
/// <param name="Max">How many may be asked for at most.</param>
/// <param name="Instances">Those there are, in any state.</param>
public sealed record FleetState(int Desired, int Max, IReadOnlyList<FleetInstance> Instances)
{
    /// <summary>Those that work or will soon.</summary>
    public int Committed => Instances.Count(instance => instance.State is InstanceState.Pending or InstanceState.InService);

    /// <summary>
    /// Those that work or will, including the ones that were asked for and are not listed yet: what the backlog is divided by, because the
    /// old backlog must not ask for them again.
    /// </summary>
    public int Expected => Math.Max(Committed, Desired);
}

/// <param name="Id">The instance's name.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="ProtectedFromScaleIn">It has work, so the group must not end it.</param>
/// <param name="LaunchedAt">When it was asked for; null where the fleet can't tell.</param>
public sealed record FleetInstance(string Id, InstanceState State, bool ProtectedFromScaleIn, DateTimeOffset? LaunchedAt);

public enum InstanceState
{
    Pending,
    InService,

    /// <summary>An operator has taken it out of service for a while: it is no capacity, takes no jobs, and comes back.</summary>
    Standby,
    Terminating,
}
