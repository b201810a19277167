using Microsoft.Extensions.Options;

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

/// <summary>Reports every error of <see cref="InstanceOptions"/> at once.</summary>
public sealed class InstanceOptionsValidator : IValidateOptions<InstanceOptions>
{
    public ValidateOptionsResult Validate(string? name, InstanceOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!Uri.TryCreate(options.MetadataUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            errors.AddError($"{InstanceOptions.Section}:MetadataUrl is '{options.MetadataUrl}': it must be a web address, such as http://169.254.169.254");

        if (options.PollSeconds is not (>= 0.01 and <= 60))
            errors.AddError($"{InstanceOptions.Section}:PollSeconds is {options.PollSeconds}: it must be 0.01 to 60, for a spot instance has two minutes");

        if (options.HeartbeatSeconds is not (>= 0.01 and <= 3600))
            errors.AddError($"{InstanceOptions.Section}:HeartbeatSeconds is {options.HeartbeatSeconds}: it must be 0.01 to 3600");

        if (options.SpotReserveSeconds is not (>= 0 and <= 110))
            errors.AddError($"{InstanceOptions.Section}:SpotReserveSeconds is {options.SpotReserveSeconds}: it must be 0 to 110, of the two minutes that there are");

        return errors.Build();
    }
}
