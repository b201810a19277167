namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>How the worker learns what its machine is and when it goes (section <c>Instance</c>).</summary>
public sealed class InstanceOptions
{
    public const string Section = "Instance";

    /// <summary>Whether to look at all; a machine that is no EC2 instance has nothing to look at.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>The instance metadata service.</summary>
    public string MetadataUrl { get; set; } = "http://169.254.169.254";

    /// <summary>How often to look whether the machine is to go, in seconds. A spot instance has two minutes, and EC2 advises five seconds.</summary>
    public double PollSeconds { get; set; } = 5;

    /// <summary>How often to ask the group to wait on, in seconds. It must be less than the hook's own time.</summary>
    public double HeartbeatSeconds { get; set; } = 60;

    /// <summary>How long before a spot instance ends its jobs are given back, in seconds.</summary>
    public double SpotReserveSeconds { get; set; } = 20;
}
