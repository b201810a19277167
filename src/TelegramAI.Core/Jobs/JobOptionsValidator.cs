using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Jobs;

/// <summary>Reports every error of <see cref="JobOptions"/> at once.</summary>
public sealed class JobOptionsValidator : IValidateOptions<JobOptions>
{
    public ValidateOptionsResult Validate(string? name, JobOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.VisibilitySeconds is < 1 or > 43_200)
            errors.AddError($"{JobOptions.Section}:VisibilitySeconds is {options.VisibilitySeconds}: SQS allows 12 hours, so it must be 1 to 43200");

        if (options.MaxMinutes is < 1 or > 720)
            errors.AddError($"{JobOptions.Section}:MaxMinutes is {options.MaxMinutes}: a message can be kept hidden for 12 hours, so it must be 1 to 720");

        return errors.Build();
    }
}
