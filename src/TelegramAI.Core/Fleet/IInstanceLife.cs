namespace TelegramAI.Core.Fleet;

/// <summary>A machine, by its cloud's name of it.</summary>
public readonly record struct InstanceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Where a machine stands in its group.</summary>
public enum InstanceStanding
{
    /// <summary>It belongs to no group, or to another one.</summary>
    Outside,

    /// <summary>It is being launched: it counts as capacity once it has reported that it works.</summary>
    Starting,

    InService,

    /// <summary>An operator has put it aside, and may put it back.</summary>
    Standby,

    /// <summary>It is on its way out.</summary>
    Leaving,
}

/// <summary>What a machine can ask of the group that it belongs to, about its own life.</summary>
public interface IInstanceLife
{
    /// <summary>Where the machine stands in its group.</summary>
    Task<InstanceStanding> FindStandingAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Tells the group that the machine's worker works, so that the group puts the machine into service.</summary>
    /// <exception cref="NoLifecycleActionException">The group does not wait for it.</exception>
    Task ReportReadyAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Whether the group may have no machine at all, as while it is being deleted.</summary>
    Task<bool> IsGroupClosedAsync(CancellationToken cancellationToken = default);

    /// <summary>Keeps the machine from being chosen by a scale-in.</summary>
    /// <exception cref="InstanceLeavingException">It is on its way out already: it must not take work.</exception>
    /// <exception cref="InstanceNotInServiceException">It is not in service, but may be later.</exception>
    Task ProtectAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Lets a scale-in choose the machine.</summary>
    /// <exception cref="InstanceLeavingException">It is on its way out already.</exception>
    /// <exception cref="InstanceNotInServiceException">It is not in service, but may be later.</exception>
    Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Asks the group to wait longer for the machine's last work.</summary>
    /// <exception cref="NoLifecycleActionException">The group does not wait.</exception>
    Task BeatAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Tells the group that the machine has done its last work.</summary>
    /// <exception cref="NoLifecycleActionException">The group does not wait.</exception>
    Task CompleteAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Ends the machine.</summary>
    /// <param name="instance">The machine.</param>
    /// <param name="replace">Whether another takes its place; else the group wants one less.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False where the group is at its minimum size: the machine stays.</returns>
    /// <exception cref="InstanceLeavingException">It is on its way out already.</exception>
    /// <exception cref="InstanceNotInServiceException">It is not in service, but may be later.</exception>
    Task<bool> TerminateAsync(InstanceId instance, bool replace, CancellationToken cancellationToken = default);
}

/// <summary>The machine is on its way out of its group.</summary>
public sealed class InstanceLeavingException(InstanceId instance, Exception? innerException = null)
    : Exception($"Instance {instance} is leaving its group", innerException);

/// <summary>The machine is not in service: it is being launched, or has been put aside.</summary>
public sealed class InstanceNotInServiceException(InstanceId instance, Exception? innerException = null)
    : Exception($"Instance {instance} is not in service", innerException);

/// <summary>The group does not wait for the machine: not yet, not any more, or never.</summary>
public sealed class NoLifecycleActionException(InstanceId instance, Exception? innerException = null)
    : Exception($"Nothing waits for instance {instance}", innerException);
