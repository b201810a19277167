using Microsoft.Extensions.Options;

namespace TelegramAI.Worker.Health;

/// <summary>Says every error of <see cref="HealthOptions"/> at once.</summary>
public sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.Port is < 0 or > 65535)
            errors.AddError($"{HealthOptions.Section}:Port is {options.Port}: it must be 0 to 65535");

        if (options.QueueTroubleSeconds < 1)
            errors.AddError($"{HealthOptions.Section}:QueueTroubleSeconds is {options.QueueTroubleSeconds}: it must be at least 1");

        return errors.Build();
    }
}
