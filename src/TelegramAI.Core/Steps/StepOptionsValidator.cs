using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Steps;

/// <summary>Reports every error of <see cref="StepOptions"/> at once.</summary>
public sealed class StepOptionsValidator : IValidateOptions<StepOptions>
{
    public ValidateOptionsResult Validate(string? name, StepOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.ProgressSeconds is not (> 0 and <= 60))
            errors.AddError($"{StepOptions.Section}:ProgressSeconds is {options.ProgressSeconds}: it must be more than 0 and at most 60, or nobody sees progress");

        if (options.NotifyAfterSeconds is not (>= 0 and <= 3600))
            errors.AddError($"{StepOptions.Section}:NotifyAfterSeconds is {options.NotifyAfterSeconds}: it must be 0 to 3600, or nobody is told that a video has arrived");

        return errors.Build();
    }
}
