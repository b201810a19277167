using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Metrics;
using TelegramAI.Aws.Queue;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Functions.Metrics;

/// <summary>
/// Publishes what the fleet's size follows. It throws where a figure can't be had: a silent zero would end the fleet, while a missing
/// figure raises an alarm.
/// </summary>
public sealed class MetricSender
{
    private readonly FleetMetrics _metrics;

    public MetricSender(Settings settings, FleetMetrics metrics)
    {
        settings.Need<SqsOptions>().Need<FleetOptions>().Need<AutoScalingOptions>().Need<MetricOptions>().OrFail();
        _metrics = metrics;
    }

    [LambdaFunction(ResourceName = "MetricSender", MemorySize = 256, Timeout = 60, Role = "@MetricSenderRole")]
    [ScheduleEvent("rate(3 minutes)", ResourceName = "EveryThreeMinutes")]
    public async Task SendMetrics(ScheduledEvent schedule, ILambdaContext context)
    {
        using var deadline = new InvocationDeadline(context);
        await _metrics.PublishAsync(deadline.Token);
    }
}
