namespace TelegramAI.Core.Jobs;

/// <summary>What SQS allows as the delay of one message.</summary>
public static class QueueDelay
{
    /// <summary>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>A delay as SQS takes it: whole seconds, never less than was asked for unless that is too long.</summary>
    public static int ToSeconds(TimeSpan delay) => (int)Math.Ceiling(Math.Clamp(delay.TotalSeconds, 0, Longest.TotalSeconds));
}
