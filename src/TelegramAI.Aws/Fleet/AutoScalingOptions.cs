using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Fleet;

/// <summary>Which group the workers are in (section <c>Fleet</c>, beside <see cref="FleetOptions"/>).</summary>
public sealed class AutoScalingOptions
{
    public const string Section = FleetOptions.Section;

    /// <summary>The Auto Scaling group's name.</summary>
    public string GroupName { get; set; } = "";
}

/// <summary>Reports every error of <see cref="AutoScalingOptions"/> at once.</summary>
public sealed class AutoScalingOptionsValidator : IValidateOptions<AutoScalingOptions>
{
    public ValidateOptionsResult Validate(string? name, AutoScalingOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.GroupName))
            errors.AddError($"{AutoScalingOptions.Section}:GroupName is missing: it must name the Auto Scaling group of the workers");

        return errors.Build();
    }
}
