namespace TelegramAI.Core.Fleet;

/// <summary>A machine, by its cloud's name of it.</summary>
public readonly record struct InstanceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What a machine can ask of the group that it belongs to, about its own life.</summary>
public interface IInstanceLife
{
    /// <summary>Whether the machine belongs to a group.</summary>
    Task<bool> IsMemberAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Keeps the machine from being chosen by a scale-in.</summary>
    /// <exception cref="InstanceLeavingException">It is on its way out already: it must not take work.</exception>
    Task ProtectAsync(InstanceId instance, CancellationToken cancellationToken = default);

    /// <summary>Lets a scale-in choose the machine.</summary>
    /// <exception cref="InstanceLeavingException">It is on its way out already.</exception>
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
    /// <returns>False where the group has no more than its least: the machine stays.</returns>
    /// <exception cref="InstanceLeavingException">It is on its way out already.</exception>
    Task<bool> TerminateAsync(InstanceId instance, bool replace, CancellationToken cancellationToken = default);
}

/// <summary>The machine is on its way out of its group.</summary>
public sealed class InstanceLeavingException(InstanceId instance, Exception? innerException = null)
    : Exception($"Instance {instance} is leaving its group", innerException);

/// <summary>The group does not wait for the machine: not yet, not any more, or never.</summary>
public sealed class NoLifecycleActionException(InstanceId instance, Exception? innerException = null)
    : Exception($"Nothing waits for instance {instance}", innerException);
