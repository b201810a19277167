using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Metrics;

/// <summary>Publishes what the fleet's size follows, and its neighbours. Zeros are published too: without them the group never shrinks.</summary>
public sealed partial class FleetMetrics(
    IJobQueue queue,
    IFleet fleet,
    IQueueAge age,
    IAmazonCloudWatch cloudWatch,
    IOptions<MetricOptions> options,
    IOptions<FleetOptions> fleetOptions,
    IOptions<AutoScalingOptions> group,
    ILogger<FleetMetrics> logger)
{
    /// <summary>Reads the queue and the group, and publishes what they say.</summary>
    /// <param name="report">What was done about the fleet just before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was published.</returns>
    /// <exception cref="AwsResourceMissingException">There is no such queue or group; nothing was published, which is not the same as zero.</exception>
    /// <exception cref="ServiceUnavailableException">AWS can't be reached.</exception>
    public async Task<FleetFigures> PublishAsync(FleetReport report, CancellationToken cancellationToken = default)
    {
        var figures = await ReadAsync(report, cancellationToken);
        var request = new PutMetricDataRequest { Namespace = options.Value.Namespace, MetricData = [.. Data(figures)] };
        await AwsFailure.TranslateAsync("CloudWatch", () => cloudWatch.PutMetricDataAsync(request, cancellationToken));
        LogPublished(figures.BacklogPerInstance, figures.Waiting, figures.Running, figures.Retrying, figures.Instances, figures.DeadLetters);
        return figures;
    }

    private async Task<FleetFigures> ReadAsync(FleetReport report, CancellationToken cancellationToken)
    {
        var counting = queue.CountAsync(cancellationToken);
        var describing = fleet.DescribeAsync(cancellationToken);
        await Task.WhenAll(counting, describing);

        var (counts, state) = (await counting, await describing);
        return new FleetFigures(
            counts.Waiting,
            counts.Running,
            counts.Retrying,
            state.Committed,
            BacklogPerInstance.Of(counts.Waiting, state.Expected, fleetOptions.Value.TargetBacklog),
            counts.Open == 0 ? TimeSpan.Zero : await OldestAsync(cancellationToken),
            counts.DeadLetters,
            report.Unhealthy,
            report.OneAtATime);
    }

    private async Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await age.OldestAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The fleet's size does not depend on it, so it must not cost the metric that it depends on.
            LogNoAge(exception);
            return null;
        }
    }

    private IEnumerable<MetricDatum> Data(FleetFigures figures)
    {
        yield return Datum(nameof(BacklogPerInstance), figures.BacklogPerInstance, StandardUnit.Count);
        yield return Datum(nameof(figures.Waiting), figures.Waiting, StandardUnit.Count);
        yield return Datum(nameof(figures.Running), figures.Running, StandardUnit.Count);
        yield return Datum(nameof(figures.Retrying), figures.Retrying, StandardUnit.Count);
        yield return Datum(nameof(figures.Instances), figures.Instances, StandardUnit.Count);
        yield return Datum(nameof(figures.DeadLetters), figures.DeadLetters, StandardUnit.Count);
        yield return Datum(nameof(figures.StuckInstances), figures.StuckInstances, StandardUnit.Count);
        yield return Datum(nameof(figures.OneAtATime), figures.OneAtATime ? 1 : 0, StandardUnit.None);
        if (figures.OldestJob is { } oldest)
            yield return Datum("OldestJobSeconds", oldest.TotalSeconds, StandardUnit.Seconds);
    }

    private MetricDatum Datum(string name, double value, StandardUnit unit) => new()
    {
        MetricName = name,
        Dimensions = [new Dimension { Name = "AutoScalingGroupName", Value = group.Value.GroupName }],
        Value = value,
        Unit = unit,
    };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Backlog per instance {BacklogPerInstance}: {Waiting} jobs waiting, {Running} running, {Retrying} retrying, {Instances} instances, {DeadLetters} dead letters")]
    private partial void LogPublished(double backlogPerInstance, int waiting, int running, int retrying, int instances, int deadLetters);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not read the age of the oldest job from CloudWatch")]
    private partial void LogNoAge(Exception exception);
}
