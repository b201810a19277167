using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Steps;

/// <summary>Reports every error of <see cref="StepOptions"/> at once.</summary>
public sealed class StepOptionsValidator : IValidateOptions<StepOptions>
{
    public ValidateOptionsResult Validate(string? name, StepOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.ProgressInterval <= TimeSpan.Zero || options.ProgressInterval > TimeSpan.FromMinutes(1))
        {
            errors.AddError(
                $"{StepOptions.Section}:ProgressInterval is {options.ProgressInterval}: it must be more than no time and at most a minute, or nobody sees progress");
        }

        if (options.NotifyAfter < TimeSpan.Zero || options.NotifyAfter > TimeSpan.FromHours(1))
            errors.AddError($"{StepOptions.Section}:NotifyAfter is {options.NotifyAfter}: it must be zero to an hour, or nobody is told that a video has arrived");

        return errors.Build();
    }
}
