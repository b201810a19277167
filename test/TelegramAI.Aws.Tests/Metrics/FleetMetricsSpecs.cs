using System.Net;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Metrics;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws.Tests.Metrics;

public sealed class FleetMetricsSpecs(SharedMoto moto) : IAsyncLifetime
{
    private readonly string _namespace = SharedMoto.NewName();
    private AmazonSQSClient? _sqs;
    private AmazonCloudWatchClient? _cloudWatch;
    private string _jobs = "";
    private string _dead = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sqs = await moto.SqsAsync();
        _cloudWatch = await moto.CloudWatchAsync();
        (_jobs, _dead) = await _sqs.CreateQueuesAsync(maxReceives: 5, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _sqs?.Dispose();
        _cloudWatch?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 5, 0)]
    [InlineData(1, 0, 11)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 0.2)]
    [InlineData(100, 0, 100)]
    [InlineData(100, 1, 100)]
    [InlineData(100, 5, 20)]
    public async Task The_backlog_per_instance_is_published_and_read_back(int messages, int instances, double expected)
    {
        var group = await moto.CreateGroupAsync(instances, max: 5, Cancellation);
        await SendAsync(messages);

        var figures = await (await OpenAsync(group)).PublishAsync(FleetReport.Nothing, Cancellation);

        Assert.Equal(expected, figures.BacklogPerInstance);
        Assert.Equal(expected, await ReadAsync(group, "BacklogPerInstance"));
        Assert.Equal(messages, await ReadAsync(group, "Waiting"));
        Assert.Equal(instances, await ReadAsync(group, "Instances"));
        Assert.Equal(0, await ReadAsync(group, "Running"));
        Assert.Equal(0, await ReadAsync(group, "DeadLetters"));
    }

    [Fact]
    public async Task Jobs_that_run_or_retry_and_dead_letters_are_published_beside_it()
    {
        var group = await moto.CreateGroupAsync(desired: 1, max: 5, Cancellation);
        await SendAsync(3);
        await _sqs!.ReceiveMessageAsync(_jobs, Cancellation);
        await _sqs.SendMessageAsync(_dead, "dead", Cancellation);
        await _sqs.SendMessageAsync(new SendMessageRequest(_jobs, "retried later") { DelaySeconds = 600 }, Cancellation);

        var figures = await (await OpenAsync(group)).PublishAsync(FleetReport.Nothing, Cancellation);

        Assert.Equal(new FleetFigures(Waiting: 2, Running: 1, Retrying: 1, Instances: 1, BacklogPerInstance: 2, OldestJob: null, DeadLetters: 1), figures);
        Assert.Equal(2, await ReadAsync(group, "Waiting"));
        Assert.Equal(1, await ReadAsync(group, "Running"));
        Assert.Equal(1, await ReadAsync(group, "Retrying"));
        Assert.Equal(1, await ReadAsync(group, "DeadLetters"));
        Assert.Null(await ReadAsync(group, "OldestJobSeconds"));
    }

    [Fact]
    public async Task The_oldest_jobs_age_is_the_newest_that_SQS_published()
    {
        var group = await moto.CreateGroupAsync(desired: 1, max: 5, Cancellation);
        await SendAsync(1);
        await PublishAgeAsync(seconds: 240, ago: TimeSpan.FromSeconds(150));
        await PublishAgeAsync(seconds: 300, ago: TimeSpan.FromSeconds(70));
        await PublishAgeAsync(seconds: 999, ago: TimeSpan.FromMinutes(30));

        var figures = await (await OpenAsync(group)).PublishAsync(FleetReport.Nothing, Cancellation);

        Assert.Equal(TimeSpan.FromSeconds(300), figures.OldestJob);
        Assert.Equal(300, await ReadAsync(group, "OldestJobSeconds"));
    }

    [Fact]
    public async Task An_empty_queue_has_no_old_job_whatever_was_published()
    {
        var group = await moto.CreateGroupAsync(desired: 1, max: 5, Cancellation);
        await PublishAgeAsync(seconds: 300, ago: TimeSpan.FromSeconds(70));

        await (await OpenAsync(group)).PublishAsync(FleetReport.Nothing, Cancellation);

        Assert.Equal(0, await ReadAsync(group, "OldestJobSeconds"));
    }

    [Fact]
    public async Task An_age_that_can_not_be_had_does_not_cost_the_metric()
    {
        var group = await moto.CreateGroupAsync(desired: 1, max: 5, Cancellation);
        await SendAsync(1);
        using var refusing = await moto.CloudWatchAsync(new Wire(async (request, send) =>
            (await request.Content!.ReadAsStringAsync(Cancellation)).Contains("GetMetricStatistics", StringComparison.Ordinal)
                ? Wire.Answer(HttpStatusCode.Forbidden, "text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No</Message></Error></ErrorResponse>")
                : await send()));

        var figures = await (await OpenAsync(group, refusing)).PublishAsync(FleetReport.Nothing, Cancellation);

        Assert.Null(figures.OldestJob);
        Assert.Equal(1, await ReadAsync(group, "BacklogPerInstance"));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_done_about_the_fleet_is_published_beside_it()
    {
        var group = await moto.CreateGroupAsync(desired: 1, max: 5, Cancellation);

        await (await OpenAsync(group)).PublishAsync(new FleetReport(Unhealthy: 2, OneAtATime: true), Cancellation);

        Assert.Equal(2, await ReadAsync(group, "StuckInstances"));
        Assert.Equal(1, await ReadAsync(group, "OneAtATime"));
    }

    [Fact]
    public async Task All_of_it_is_one_call()
    {
        var group = await moto.CreateGroupAsync(desired: 0, max: 5, Cancellation);
        var wire = new Wire();
        using var counted = await moto.CloudWatchAsync(wire);

        await (await OpenAsync(group, counted)).PublishAsync(FleetReport.Nothing, Cancellation);

        Assert.Equal(1, wire.Requests);
    }

    [Fact]
    public async Task A_missing_group_is_an_error_and_publishes_nothing()
    {
        var group = SharedMoto.NewName();
        var metrics = await OpenAsync(group);

        var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(() => metrics.PublishAsync(FleetReport.Nothing, Cancellation));

        Assert.Equal("Fleet:GroupName", missing.Setting);
        Assert.Null(await ReadAsync(group, "BacklogPerInstance"));
    }

    [Fact]
    public async Task A_missing_queue_is_an_error_and_publishes_nothing()
    {
        var group = await moto.CreateGroupAsync(desired: 0, max: 5, Cancellation);
        await _sqs!.DeleteQueueAsync(_jobs, Cancellation);
        var metrics = await OpenAsync(group);

        var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(() => metrics.PublishAsync(FleetReport.Nothing, Cancellation));

        Assert.Equal("Jobs:QueueUrl", missing.Setting);
        Assert.Null(await ReadAsync(group, "BacklogPerInstance"));
    }

    private async Task<FleetMetrics> OpenAsync(string group, IAmazonCloudWatch? cloudWatch = null)
    {
        var autoScaling = Options.Create(new AutoScalingOptions { GroupName = group });
        return new FleetMetrics(
            Queue,
            new AutoScalingFleet(await moto.AutoScalingAsync(), autoScaling),
            new CloudWatchQueueAge(cloudWatch ?? _cloudWatch!, SqsOptions, TimeProvider.System),
            cloudWatch ?? _cloudWatch!,
            Options.Create(new MetricOptions { Namespace = _namespace }),
            Options.Create(new FleetOptions { TargetBacklog = 10 }),
            autoScaling,
            NullLogger<FleetMetrics>.Instance);
    }

    private IOptions<SqsOptions> SqsOptions => Options.Create(new SqsOptions { QueueUrl = _jobs, DeadLetterQueueUrl = _dead });

    private SqsJobQueue Queue => new(_sqs!, SqsOptions, Options.Create(new JobOptions()), () => null);

    private Task SendAsync(int count) => Queue.SendAsync(
        [
            .. Enumerable.Range(1, count).Select(number => new DownloadJob
            {
                Id = new JobId(new ChatId(1), new MessageId(number), 0),
                User = new UserId(1),
                Request = VideoRequest.ForSearch("rain"),
                RequestedAt = DateTimeOffset.UnixEpoch,
            }),
        ],
        Cancellation);

    private async Task PublishAgeAsync(double seconds, TimeSpan ago) => await _cloudWatch!.PutMetricDataAsync(
        new PutMetricDataRequest
        {
            Namespace = "AWS/SQS",
            MetricData =
            [
                new MetricDatum
                {
                    MetricName = "ApproximateAgeOfOldestMessage",
                    Dimensions = [new Dimension { Name = "QueueName", Value = _jobs[(_jobs.LastIndexOf('/') + 1)..] }],
                    Timestamp = DateTime.UtcNow - ago,
                    Value = seconds,
                    Unit = StandardUnit.Seconds,
                },
            ],
        },
        Cancellation);

    /// <summary>The value of a metric of the group's, or null where none was published.</summary>
    private async Task<double?> ReadAsync(string group, string name)
    {
        var now = DateTime.UtcNow;
        var response = await _cloudWatch!.GetMetricStatisticsAsync(
            new GetMetricStatisticsRequest
            {
                Namespace = _namespace,
                MetricName = name,
                Dimensions = [new Dimension { Name = "AutoScalingGroupName", Value = group }],
                StartTime = now.AddMinutes(-10),
                EndTime = now.AddMinutes(10),
                Period = 3600,
                Statistics = [Statistic.Average],
            },
            Cancellation);
        return (response.Datapoints ?? []).SingleOrDefault()?.Average;
    }
}
