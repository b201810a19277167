using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Fleet;

/// <summary>Which group a worker's machine is in (section <c>Fleet</c>, beside <see cref="FleetOptions"/>). A machine may be in none.</summary>
public sealed class InstanceLifeOptions
{
    public const string Section = FleetOptions.Section;

    /// <summary>The Auto Scaling group's name; empty where the machine is in none.</summary>
    public string GroupName { get; set; } = "";

    /// <summary>The hook that makes the group wait for a launched machine until its worker works; null where it has none.</summary>
    public string? LaunchHook { get; set; }

    /// <summary>The hook that makes the group wait for a terminating machine; null where it has none.</summary>
    public string? LifecycleHook { get; set; }

    /// <summary>How long the group waits for a terminating machine after the last heartbeat, in seconds: the hook's own <c>HeartbeatTimeout</c>.</summary>
    public int LifecycleHookSeconds { get; set; } = 300;
}
