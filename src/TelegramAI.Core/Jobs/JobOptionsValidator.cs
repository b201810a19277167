using Microsoft.Extensions.Options;

namespace TelegramAI.Core.Jobs;

/// <summary>Reports every error of <see cref="JobOptions"/> at once.</summary>
public sealed class JobOptionsValidator : IValidateOptions<JobOptions>
{
    /// <summary>From its receive on, in seconds. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html</summary>
    private const int LongestHidden = 43_200;

    public ValidateOptionsResult Validate(string? name, JobOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.VisibilitySeconds is < 1 or > LongestHidden)
            errors.AddError($"{JobOptions.Section}:VisibilitySeconds is {options.VisibilitySeconds}: SQS allows 12 hours, so it must be 1 to 43200");

        if (options.MaxMinutes is < 1 or > 720)
            errors.AddError($"{JobOptions.Section}:MaxMinutes is {options.MaxMinutes}: a message can be kept hidden for 12 hours, so it must be 1 to 720");

        if (options.VisibilitySeconds > options.MaxMinutes * 60)
        {
            errors.AddError(
                $"{JobOptions.Section}:VisibilitySeconds is {options.VisibilitySeconds}, which is longer than {JobOptions.Section}:MaxMinutes ({options.MaxMinutes}): "
                + "a killed worker's job would be back later than the longest job ends");
        }

        if (options.MaxMinutes * 60 + options.VisibilitySeconds > LongestHidden)
        {
            errors.AddError(
                $"{JobOptions.Section}:MaxMinutes is {options.MaxMinutes}, and with {JobOptions.Section}:VisibilitySeconds ({options.VisibilitySeconds}) that is more than "
                + "the 12 hours for which SQS keeps a message hidden");
        }

        return errors.Build();
    }
}
