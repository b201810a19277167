using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Metrics;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Secrets;
using TelegramAI.Chat;
using TelegramAI.Core.Fleet;
using TelegramAI.Functions.Webhook;

namespace TelegramAI.Functions.Metrics;

/// <summary>
/// Publishes what the fleet's size follows. It throws where a figure can't be had: a silent zero would end the fleet, while a missing
/// figure raises an alarm. At the same tick it checks that Telegram's updates still arrive.
/// </summary>
public sealed class MetricSender
{
    private readonly FleetMetrics _metrics;
    private readonly WebhookWatch _webhook;

    public MetricSender(Settings settings, FleetMetrics metrics, WebhookWatch webhook)
    {
        settings
            .Need<SqsOptions>()
            .Need<FleetOptions>()
            .Need<AutoScalingOptions>()
            .Need<MetricOptions>()
            .Need<BotSecretOptions>()
            .Need<WebhookSecretOptions>()
            .Need<TelegramOptions>()
            .Need<WebhookOptions>()
            .OrFail();
        (_metrics, _webhook) = (metrics, webhook);
    }

    [LambdaFunction(ResourceName = "MetricSender", MemorySize = 256, Timeout = 60, Role = "@MetricSenderRole")]
    [ScheduleEvent("rate(3 minutes)", ResourceName = "EveryThreeMinutes")]
    public async Task SendMetrics(ScheduledEvent schedule, ILambdaContext context)
    {
        using var deadline = new InvocationDeadline(context);
        try
        {
            await _metrics.PublishAsync(deadline.Token);
        }
        finally
        {
            await _webhook.CheckAsync(deadline.Token);
        }
    }
}
