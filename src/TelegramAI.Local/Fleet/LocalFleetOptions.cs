using Microsoft.Extensions.Options;

namespace TelegramAI.Local.Fleet;

/// <summary>How the fleet of in-process workers imitates an Auto Scaling group (section <c>LocalFleet</c>). All times are on the fleet's own clock.</summary>
public sealed class LocalFleetOptions
{
    public const string Section = "LocalFleet";

    /// <summary>How many times faster than the wall clock the fleet's clock runs: 1 behaves as AWS does, 15 shows it in a minute.</summary>
    public double Speed { get; set; } = 15;

    /// <summary>From the launch of an instance until its worker starts.</summary>
    public TimeSpan Boot { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an instance may take until its worker works. The group gives it up then, and launches another.</summary>
    public TimeSpan LaunchTimeout { get; set; } = TimeSpan.FromMinutes(8);

    /// <summary>How often the fleet is looked at, and machines are asked for that nobody else asked for. On AWS it is as often as the metric.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the metric is published.</summary>
    public TimeSpan PublishEvery { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>From an instance's start in service until it counts as warm.</summary>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How long an instance is idle before it gives up its protection from scale-in.</summary>
    public TimeSpan UnprotectAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an instance is idle before it ends itself.</summary>
    public TimeSpan StopAfter { get; set; } = TimeSpan.FromSeconds(120);
}

/// <summary>Reports every error of <see cref="LocalFleetOptions"/> at once.</summary>
public sealed class LocalFleetOptionsValidator : IValidateOptions<LocalFleetOptions>
{
    /// <summary>Faster than this, a tick of the fleet would be shorter than a timer is exact.</summary>
    private const double MaxSpeed = 60;

    public ValidateOptionsResult Validate(string? name, LocalFleetOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!(options.Speed >= 1 && options.Speed <= MaxSpeed))
            errors.AddError($"{LocalFleetOptions.Section}:Speed is {options.Speed}: it must be from 1 to {MaxSpeed}");

        NotNegative(nameof(options.Boot), options.Boot);
        NotNegative(nameof(options.WarmUp), options.WarmUp);
        NotNegative(nameof(options.UnprotectAfter), options.UnprotectAfter);
        Positive(nameof(options.LookEvery), options.LookEvery);
        Positive(nameof(options.PublishEvery), options.PublishEvery);
        if (options.LaunchTimeout <= options.Boot)
        {
            errors.AddError(
                $"{LocalFleetOptions.Section}:LaunchTimeout is {options.LaunchTimeout}, but an instance boots for {options.Boot} (Boot): it must be more");
        }

        if (options.StopAfter < options.UnprotectAfter)
        {
            errors.AddError(
                $"{LocalFleetOptions.Section}:StopAfter is {options.StopAfter}, before the protection ends (UnprotectAfter, {options.UnprotectAfter}): it must not be less");
        }

        return errors.Build();

        void Positive(string option, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
                errors.AddError($"{LocalFleetOptions.Section}:{option} is {value}: it must be more than no time");
        }

        void NotNegative(string option, TimeSpan value)
        {
            if (value < TimeSpan.Zero)
                errors.AddError($"{LocalFleetOptions.Section}:{option} is {value}: it must not be negative");
        }
    }
}
