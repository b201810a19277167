using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Queue;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Metrics;

/// <summary>
/// The age as SQS publishes it, once a minute and a little late. A queue that nobody used for hours may publish nothing for up to 15 minutes.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
/// </summary>
public sealed class CloudWatchQueueAge(IAmazonCloudWatch cloudWatch, IOptions<SqsOptions> queue, TimeProvider time) : IQueueAge
{
    /// <summary>An older value says nothing of now.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public async Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var response = await cloudWatch.GetMetricStatisticsAsync(
            new GetMetricStatisticsRequest
            {
                Namespace = "AWS/SQS",
                MetricName = "ApproximateAgeOfOldestMessage",
                Dimensions = [new Dimension { Name = "QueueName", Value = QueueName }],
                StartTime = now - Window,
                EndTime = now,
                Period = (int)Period.TotalSeconds,
                Statistics = [Statistic.Maximum],
            },
            cancellationToken);

        // The SDK has null for an empty list.
        var newest = (response.Datapoints ?? []).MaxBy(point => point.Timestamp);
        return newest?.Maximum is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>The last part of a queue's address is its name.</summary>
    private string QueueName => queue.Value.QueueUrl[(queue.Value.QueueUrl.LastIndexOf('/') + 1)..];
}
