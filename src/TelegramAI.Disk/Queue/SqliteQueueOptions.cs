namespace TelegramAI.Disk.Queue;

/// <summary>How the queue treats its messages, in the terms of Amazon SQS.</summary>
public sealed record SqliteQueueOptions
{
    /// <summary>How long a received message is hidden. Short, because workers extend it, and a killed worker's job waits for its end.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A message received so often without being completed goes to the dead letters instead of being received again.</summary>
    public int MaxReceives { get; init; } = 8;

    /// <summary>A message older than this is deleted.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(4);

    /// <summary>
    /// A dead letter older than this is deleted. As on SQS its age counts from when it was first sent, so this is longer than <see cref="Retention"/>.
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
    /// </summary>
    public TimeSpan DeadLetterRetention { get; init; } = TimeSpan.FromDays(14);

    /// <exception cref="ArgumentException">A value is impossible; the message names each of them with the reason.</exception>
    internal void Validate(string parameter)
    {
        List<string> errors = [];
        if (Visibility <= TimeSpan.Zero || Visibility > TimeSpan.FromHours(12))
            errors.Add($"{nameof(Visibility)} is {Visibility}, but must be more than zero and at most 12 hours");
        if (MaxReceives < 1)
            errors.Add($"{nameof(MaxReceives)} is {MaxReceives}, but a message must be received at least once");
        if (Retention <= TimeSpan.Zero)
            errors.Add($"{nameof(Retention)} is {Retention}, but must be more than zero");
        if (DeadLetterRetention < Retention)
            errors.Add($"{nameof(DeadLetterRetention)} is {DeadLetterRetention}, but must be at least {nameof(Retention)}, {Retention}");
        if (errors.Count > 0)
            throw new ArgumentException(string.Join("; ", errors), parameter);
    }
}
