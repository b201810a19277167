using Microsoft.Extensions.Options;

namespace TelegramAI.Worker.Ec2.Health;

/// <summary>Where the worker tells of its health (section <c>Health</c>): on this machine only.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>The path at which it tells.</summary>
    public const string Path = "/health";

    /// <summary>The path at which it tells whether its machine is of use: the machine is switched off where it is not.</summary>
    public const string LifePath = "/life";

    /// <summary>The port on 127.0.0.1; 0 for any that is free.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>The port that is set, for whoever needs it before the options are bound.</summary>
    public static int PortOf(IConfiguration configuration) => configuration.GetValue($"{Section}:{nameof(Port)}", new HealthOptions().Port);
}

/// <summary>Reports every error of <see cref="HealthOptions"/> at once.</summary>
public sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Port is < 0 or > 65_535)
            errors.AddError($"{HealthOptions.Section}:Port is {options.Port}: a port is 0 to 65535");

        return errors.Build();
    }
}
