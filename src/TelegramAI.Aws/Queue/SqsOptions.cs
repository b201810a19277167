using Microsoft.Extensions.Options;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Queue;

/// <summary>Which queue has the jobs (section <c>Jobs</c>, beside <see cref="JobOptions"/>).</summary>
public sealed class SqsOptions
{
    public const string Section = JobOptions.Section;

    /// <summary>The queue's address, as SQS gives it.</summary>
    public string QueueUrl { get; set; } = "";

    /// <summary>The address of its dead-letter queue; null where nobody counts dead letters.</summary>
    public string? DeadLetterQueueUrl { get; set; }

    /// <summary>
    /// The address of the queue that tells a worker at once of a job that somebody cancels; null where each worker looks in the ledger every
    /// two seconds.
    /// </summary>
    public string? CancelQueueUrl { get; set; }
}

/// <summary>Reports every error of <see cref="SqsOptions"/> at once.</summary>
public sealed class SqsOptionsValidator : IValidateOptions<SqsOptions>
{
    public ValidateOptionsResult Validate(string? name, SqsOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!IsAddress(options.QueueUrl))
            errors.AddError($"{SqsOptions.Section}:QueueUrl is '{options.QueueUrl}': it must be the address of the queue, such as https://sqs.eu-west-1.amazonaws.com/123456789012/jobs");

        if (options.DeadLetterQueueUrl is { } deadLetters && !IsAddress(deadLetters))
            errors.AddError($"{SqsOptions.Section}:DeadLetterQueueUrl is '{deadLetters}': it must be the address of the dead-letter queue, or be left out");

        if (options.CancelQueueUrl is { } cancels && !IsAddress(cancels))
            errors.AddError($"{SqsOptions.Section}:CancelQueueUrl is '{cancels}': it must be the address of the queue of cancellations, or be left out");

        return errors.Build();
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";
}
