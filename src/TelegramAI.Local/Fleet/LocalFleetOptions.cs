using Microsoft.Extensions.Options;

namespace TelegramAI.Local.Fleet;

/// <summary>How the fleet of in-process workers imitates an Auto Scaling group (section <c>LocalFleet</c>). All times are on the fleet's own clock.</summary>
public sealed class LocalFleetOptions
{
    public const string Section = "LocalFleet";

    /// <summary>How many times faster than the wall clock the fleet's clock runs: 1 behaves as AWS does, 15 shows it in a minute.</summary>
    public double Speed { get; set; } = 15;

    /// <summary>From the launch of an instance until its worker starts, in seconds.</summary>
    public double BootSeconds { get; set; } = 60;

    public TimeSpan Boot => TimeSpan.FromSeconds(BootSeconds);

    /// <summary>How long an instance may take until its worker works, in seconds. The group gives it up then, and launches another.</summary>
    public double LaunchTimeoutSeconds { get; set; } = 480;

    public TimeSpan LaunchTimeout => TimeSpan.FromSeconds(LaunchTimeoutSeconds);

    /// <summary>How often the fleet is looked at, in seconds, and machines are asked for that nobody else asked for. On AWS it is as often as the metric.</summary>
    public double LookSeconds { get; set; } = 15;

    public TimeSpan LookEvery => TimeSpan.FromSeconds(LookSeconds);

    /// <summary>How often the metric is published, in seconds.</summary>
    public double PublishSeconds { get; set; } = 180;

    public TimeSpan PublishEvery => TimeSpan.FromSeconds(PublishSeconds);

    /// <summary>From an instance's start in service until it counts as warm, in seconds.</summary>
    public double WarmUpSeconds { get; set; } = 300;

    public TimeSpan WarmUp => TimeSpan.FromSeconds(WarmUpSeconds);

    /// <summary>How long an instance is idle before it gives up its protection from scale-in, in seconds.</summary>
    public double UnprotectAfterSeconds { get; set; } = 60;

    public TimeSpan UnprotectAfter => TimeSpan.FromSeconds(UnprotectAfterSeconds);

    /// <summary>How long an instance is idle before it ends itself, in seconds.</summary>
    public double StopAfterSeconds { get; set; } = 120;

    public TimeSpan StopAfter => TimeSpan.FromSeconds(StopAfterSeconds);
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

        NotNegative(nameof(options.BootSeconds), options.BootSeconds);
        NotNegative(nameof(options.WarmUpSeconds), options.WarmUpSeconds);
        NotNegative(nameof(options.UnprotectAfterSeconds), options.UnprotectAfterSeconds);
        Positive(nameof(options.LookSeconds), options.LookSeconds);
        Positive(nameof(options.PublishSeconds), options.PublishSeconds);
        if (options.LaunchTimeoutSeconds <= options.BootSeconds)
        {
            errors.AddError(
                $"{LocalFleetOptions.Section}:LaunchTimeoutSeconds is {options.LaunchTimeoutSeconds}, but an instance boots for {options.BootSeconds} (BootSeconds): it must be more");
        }

        if (options.StopAfterSeconds < options.UnprotectAfterSeconds)
        {
            errors.AddError(
                $"{LocalFleetOptions.Section}:StopAfterSeconds is {options.StopAfterSeconds}, before the protection ends (UnprotectAfterSeconds, {options.UnprotectAfterSeconds}): "
                + "it must not be less");
        }

        return errors.Build();

        void Positive(string option, double value)
        {
            if (!(value > 0))
                errors.AddError($"{LocalFleetOptions.Section}:{option} is {value}: it must be more than 0");
        }

        void NotNegative(string option, double value)
        {
            if (!(value >= 0))
                errors.AddError($"{LocalFleetOptions.Section}:{option} is {value}: it must not be negative");
        }
    }
}
