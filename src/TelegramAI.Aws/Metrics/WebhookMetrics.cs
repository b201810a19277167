using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;

namespace TelegramAI.Aws.Metrics;

/// <summary>Publishes whether Telegram's updates reach the bot.</summary>
public sealed class WebhookMetrics(IAmazonCloudWatch cloudWatch, IOptions<MetricOptions> options, IOptions<AutoScalingOptions> group)
{
    /// <summary>Publishes one check's result.</summary>
    /// <param name="isHealthy">Whether nothing was wrong.</param>
    /// <param name="pending">How many updates wait with Telegram; null where that is not known.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task PublishAsync(bool isHealthy, int? pending, CancellationToken cancellationToken = default)
    {
        List<MetricDatum> data = [Datum("WebhookFailures", isHealthy ? 0 : 1)];
        if (pending is { } count)
            data.Add(Datum("PendingUpdates", count));

        var request = new PutMetricDataRequest { Namespace = options.Value.Namespace, MetricData = data };
        return AwsFailure.TranslateAsync("CloudWatch", () => cloudWatch.PutMetricDataAsync(request, cancellationToken));
    }

    private MetricDatum Datum(string name, double value) => new()
    {
        MetricName = name,
        Dimensions = [new Dimension { Name = "AutoScalingGroupName", Value = group.Value.GroupName }],
        Value = value,
        Unit = StandardUnit.Count,
    };
}
