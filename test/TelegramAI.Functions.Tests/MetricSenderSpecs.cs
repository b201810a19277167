using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Functions.Tests;

/// <summary>The metric sender's published executable: from a schedule's event to a datapoint that is read back.</summary>
public sealed class MetricSenderSpecs(Rig.Functions functions) : IAsyncLifetime
{
    private Stage _stage = null!;
    private FunctionProcess _sender = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Rig.Functions.SkipWhereMissing();
        _stage = await Stage.DeployAsync(functions, $"metrics-{Guid.NewGuid():N}");
        _sender = await _stage.StartAsync("MetricSender");
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await _sender.DisposeAsync();
        if (_stage is not null)
            await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Every_backlog_over_every_fleet_is_published_as_it_is()
    {
        // The target is 10. What waits gets the instances that it is worth before it is divided by them.
        // New instances are protected, so the fleet only grows here.
        (int Instances, int Messages, int Raised, double Expected)[] cases =
        [
            (0, 0, 0, 0), (0, 1, 1, 1),
            (1, 0, 1, 0), (1, 1, 1, 1), (1, 15, 2, 7.5),
            (5, 0, 5, 0), (5, 1, 5, 0.2), (5, 40, 5, 8), (5, 100, 10, 10),
        ];

        foreach (var (instances, messages, raised, expected) in cases)
        {
            await _stage.SetInstancesAsync(instances);
            await _stage.TakeMessagesAsync();
            await _stage.SendJobsAsync(messages);

            var invocation = await _sender.InvokeAsync(Event("schedule"), cancellationToken: Cancellation);

            Assert.True(invocation.Error is null, invocation.Error?.Body);
            Assert.Equal(expected, await LatestAsync("BacklogPerInstance"));
            Assert.Equal(messages, await LatestAsync("Waiting"));
            Assert.Equal(raised, await LatestAsync("Instances"));
            Assert.Equal(0, await LatestAsync("Running"));
            Assert.Equal(0, await LatestAsync("DeadLetters"));

            // A datapoint is of a second: the next one must not be in the same.
            await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task The_third_call_that_finds_machines_without_work_replaces_them_and_says_so()
    {
        await _stage.SetInstancesAsync(2);
        await _stage.SendJobsAsync(3);
        await _sender.InvokeAsync(Event("schedule"), cancellationToken: Cancellation);
        Assert.Equal(0, await LatestAsync("StuckInstances"));

        // The looks before it were minutes ago: what the function remembers is in the bucket, not in the process.
        await _stage.AgeFleetMemoryAsync(TimeSpan.FromMinutes(6), looks: 2);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        await using var fresh = await _stage.StartAsync("MetricSender");
        var invocation = await fresh.InvokeAsync(Event("schedule"), cancellationToken: Cancellation);

        Assert.True(invocation.Error is null, invocation.Error?.Body);
        Assert.Equal(2, await LatestAsync("StuckInstances"));
        Assert.Equal(1, await LatestAsync("OneAtATime"));

        // The group may have one from now on, so moto, which replaces none, has ended the other.
        Assert.Equal("Unhealthy", Assert.Single(await _stage.HealthAsync()));
    }

    [Theory]
    [InlineData("Fleet__GroupName", "no-such-group", "no-such-group")]
    [InlineData("Jobs__QueueUrl", "http://127.0.0.1/123456789012/no-such-queue", "no-such-queue")]
    public async Task A_group_or_queue_that_is_not_there_is_an_error_and_no_zero(string setting, string value, string named)
    {
        await using var sender = await _stage.StartAsync("MetricSender", (setting, value));

        var invocation = await sender.InvokeAsync(Event("schedule"), cancellationToken: Cancellation);

        Assert.NotNull(invocation.Error);
        Assert.Contains(named, invocation.Error.Body, StringComparison.Ordinal);
        Assert.Null(await LatestAsync("BacklogPerInstance"));
    }

    internal static string Event(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", $"{name}.json"));

    private Task<double?> LatestAsync(string metric) => LatestAsync(_stage, metric);

    internal static async Task<double?> LatestAsync(Stage stage, string metric)
    {
        using var cloudWatch = new AmazonCloudWatchClient(
            new BasicAWSCredentials("testing", "testing"), new AmazonCloudWatchConfig { ServiceURL = stage.Moto.Url, AuthenticationRegion = MotoServer.Region });
        var now = DateTime.UtcNow;
        var answer = await cloudWatch.GetMetricStatisticsAsync(
            new GetMetricStatisticsRequest
            {
                Namespace = "TelegramAI",
                MetricName = metric,
                Dimensions = [new Dimension { Name = "AutoScalingGroupName", Value = stage.Group }],
                StartTime = now.AddMinutes(-10),
                EndTime = now.AddMinutes(1),
                Period = 1,
                Statistics = [Statistic.Maximum],
            },
            Cancellation);
        return answer.Datapoints?.MaxBy(point => point.Timestamp)?.Maximum;
    }
}
