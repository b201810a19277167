using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using AWSSDK.Tests.Moto;

namespace AWSSDK.Tests.CloudWatch;

public sealed class MetricSpecs(SharedMoto moto)
{
    private static readonly Dimension Workers = new() { Name = "AutoScalingGroupName", Value = "workers & more = 100%" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20)]
    [InlineData(0)]
    [InlineData(12.5)]
    [InlineData(1e-7)]
    public async Task A_metric_is_read_back_as_it_was_put(double value)
    {
        using var client = await moto.CloudWatchAsync();
        var name = $"Backlog{value}";

        var datum = new MetricDatum
        {
            MetricName = name,
            Value = value,
            Unit = StandardUnit.Count,
            Dimensions = [Workers],
            Timestamp = DateTime.UtcNow,
        };

        await client.PutMetricDataAsync(new() { Namespace = "TelegramAI", MetricData = [datum] }, Cancellation);

        var point = Assert.Single(await ReadAsync(client, "TelegramAI", name, [Workers]));
        Assert.Equal(value, point.Average);
        Assert.Equal(StandardUnit.Count, point.Unit);
        Assert.Equal(DateTimeKind.Utc, point.Timestamp!.Value.Kind);
        Assert.Empty(await ReadAsync(client, "TelegramAI", name, [new Dimension { Name = "AutoScalingGroupName", Value = "others" }]));
    }

    [Fact]
    public async Task Many_values_are_put_at_once_with_their_counts()
    {
        using var client = await moto.CloudWatchAsync();
        var datum = new MetricDatum { MetricName = "Seconds", Values = [1, 3], Counts = [1, 3], StorageResolution = 60 };

        await client.PutMetricDataAsync(new() { Namespace = "Many", MetricData = [datum] }, Cancellation);

        var point = Assert.Single(await ReadAsync(client, "Many", "Seconds", []));
        Assert.Equal(4, point.SampleCount);
        Assert.Equal(10, point.Sum);
        Assert.Equal(2.5, point.Average);
        Assert.Equal(1, point.Minimum);
        Assert.Equal(3, point.Maximum);
    }

    [Fact]
    public async Task A_set_of_statistics_is_put_as_one()
    {
        using var client = await moto.CloudWatchAsync();
        var set = new StatisticSet { SampleCount = 4, Sum = 10, Minimum = 1, Maximum = 5 };

        await client.PutMetricDataAsync(
            new() { Namespace = "Sets", MetricData = [new() { MetricName = "Seconds", StatisticValues = set }] }, Cancellation);

        var point = Assert.Single(await ReadAsync(client, "Sets", "Seconds", []));
        Assert.Equal((1, 5), (point.Minimum, point.Maximum));
    }

    [Fact]
    public async Task A_metric_that_does_not_exist_has_no_datapoints()
    {
        using var client = await moto.CloudWatchAsync();

        Assert.Empty(await ReadAsync(client, "Nothing", "Here", []));
    }

    [Fact]
    public async Task A_metric_that_is_not_allowed_has_an_exception_of_its_own()
    {
        using var client = await moto.CloudWatchAsync();

        var error = await Assert.ThrowsAsync<InvalidParameterValueException>(() => client.PutMetricDataAsync(
            new() { Namespace = "AWS/Mine", MetricData = [new() { MetricName = "NotANumber", Value = double.NaN }] }, Cancellation));

        Assert.Equal("InvalidParameterValue", error.ErrorCode);
    }

    private static async Task<List<Datapoint>> ReadAsync(
        AmazonCloudWatchClient client, string @namespace, string name, List<Dimension> dimensions)
    {
        var response = await client.GetMetricStatisticsAsync(
            new()
            {
                Namespace = @namespace,
                MetricName = name,
                Dimensions = dimensions,
                StartTime = DateTime.UtcNow.AddMinutes(-30),
                EndTime = DateTime.UtcNow.AddMinutes(30),
                Period = 3600,
                Statistics = ["Average", "SampleCount", "Sum", "Minimum", "Maximum"],
            },
            Cancellation);
        return response.Datapoints ?? [];
    }
}
