using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Metrics;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Secrets;
using TelegramAI.Chat;
using TelegramAI.Core.Fleet;
using TelegramAI.Functions.Webhook;

namespace TelegramAI.Functions.Metrics;

/// <summary>
/// Repairs the fleet where it has to be, then publishes what its size follows. It throws where a figure can't be had: a silent zero would end
/// the fleet, while a missing figure raises an alarm. At the same tick it checks that Telegram's updates still arrive.
/// </summary>
public sealed class MetricSender
{
    /// <summary>The metric must be published whatever becomes of the rest.</summary>
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(30);

    private readonly FleetControl _control;
    private readonly FleetMetrics _metrics;
    private readonly WebhookWatch _webhook;

    public MetricSender(RequiredOptions settings, FleetControl control, FleetMetrics metrics, WebhookWatch webhook)
    {
        settings
            .Require<SqsOptions>()
            .Require<FleetOptions>()
            .Require<AutoScalingOptions>()
            .Require<BucketOptions>()
            .Require<MetricOptions>()
            .Require<BotSecretOptions>()
            .Require<WebhookSecretOptions>()
            .Require<TelegramOptions>()
            .Require<WebhookOptions>()
            .ThrowIfInvalid();
        (_control, _metrics, _webhook) = (control, metrics, webhook);
    }

    [LambdaFunction(ResourceName = "MetricSender", MemorySize = 256, Timeout = 60, Role = "@MetricSenderRole")]
    [ScheduleEvent("rate(3 minutes)", ResourceName = "EveryThreeMinutes")]
    public async Task SendMetrics(ScheduledEvent schedule, ILambdaContext context)
    {
        using var deadline = new InvocationDeadline(context);
        try
        {
            await LookAsync(deadline.Token);
        }
        finally
        {
            await _webhook.CheckAsync(deadline.Token);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // First, so that machines that were asked for just now are counted, and the policy does not ask for them again.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(LookTimeout);
        var look = _control.LookAsync(timeout.Token);
        await ((Task)look).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _metrics.PublishAsync(look.IsCompletedSuccessfully ? await look : FleetReport.Nothing, cancellationToken);

        // What failed costs no metric, but it is an error of this function.
        await look;
    }
}
