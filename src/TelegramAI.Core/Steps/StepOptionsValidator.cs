using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Steps;

/// <summary>Says every error of <see cref="StepOptions"/> at once.</summary>
public sealed class StepOptionsValidator : IValidateOptions<StepOptions>
{
    public ValidateOptionsResult Validate(string? name, StepOptions options) =>
        options.ProgressInterval > TimeSpan.Zero && options.ProgressInterval <= TimeSpan.FromMinutes(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{StepOptions.Section}:ProgressInterval is {options.ProgressInterval}: it must be more than no time and at most a minute, or nobody sees progress");
}
