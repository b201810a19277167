using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using AWSSDK.Tests.Shared;

namespace AWSSDK.Tests.CloudWatch;

/// <summary>What is sent, byte for byte as by the published package.</summary>
public sealed class RequestSpecs
{
    private static readonly DateTime Noon = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_operation_is_an_address_and_the_protocol_a_header()
    {
        var request = await SentAsync(static client => client.PutMetricDataAsync(new() { Namespace = "A" }, Cancellation));

        Assert.Equal("POST", request.Method);
        Assert.Equal("/service/GraniteServiceVersion20100801/operation/PutMetricData", request.Path);
        Assert.Equal("rpc-v2-cbor", request.Headers["smithy-protocol"]);
        Assert.Equal("application/cbor", request.Headers["Content-Type"]);
        Assert.Equal("application/cbor", request.Headers["Accept"]);
        Assert.Equal("true", request.Headers["x-amzn-query-mode"]);
        Assert.Equal("2010-08-01", request.Headers["x-amz-api-version"]);
        Assert.DoesNotContain("Content-Encoding", request.Headers.Keys);
    }

    [Fact]
    public async Task Maps_have_a_definite_length_and_their_shorter_names_first()
    {
        var datum = new MetricDatum
        {
            MetricName = "Backlog",
            Dimensions = [new() { Name = "Group", Value = "w" }],
            Timestamp = Noon,
            Value = 2.5,
            Unit = StandardUnit.Count,
            StorageResolution = 60,
        };

        var request = await SentAsync(client => client.PutMetricDataAsync(new() { Namespace = "Bot", MetricData = [datum] }, Cancellation));

        // {"Namespace": "Bot", "MetricData": [{"Unit": "Count", "Value": 2.5_2, "Timestamp": 1(1767355200), "Dimensions":
        // [{"Name": "Group", "Value": "w"}], "MetricName": "Backlog", "StorageResolution": 60}]}
        Assert.Equal(
            "A2" +
            "694E616D657370616365" + "63426F74" +
            "6A4D657472696344617461" + "81" + "A6" +
            "64556E6974" + "65436F756E74" +
            "6556616C7565" + "FA40200000" +
            "6954696D657374616D70" + "C1" + "1A6957B340" +
            "6A44696D656E73696F6E73" + "81" + "A2" + "644E616D65" + "6547726F7570" + "6556616C7565" + "6177" +
            "6A4D65747269634E616D65" + "674261636B6C6F67" +
            "7153746F726167655265736F6C7574696F6E" + "183C",
            Convert.ToHexString(request.Bytes));
    }

    [Fact]
    public async Task Values_counts_and_sets_are_lists_and_maps()
    {
        var request = await SentAsync(client => client.PutMetricDataAsync(
            new()
            {
                Namespace = "Bot",
                MetricData =
                [
                    new() { MetricName = "A", Values = [1, 2.5], Counts = [3, 4] },
                    new() { MetricName = "B", StatisticValues = new() { SampleCount = 4, Sum = 10, Minimum = 1, Maximum = 5 } },
                ],
            },
            Cancellation));

        Assert.Equal(
            """
            {"Namespace": "Bot", "MetricData": [{"Counts": [3, 4], "Values": [1, 2.5_2], "MetricName": "A"},
             {"MetricName": "B", "StatisticValues": {"Sum": 10, "Maximum": 5, "Minimum": 1, "SampleCount": 4}}]}
            """.ReplaceLineEndings(""),
            request.Cbor);
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(-0.0, "00")]
    [InlineData(23, "17")]
    [InlineData(24, "1818")]
    [InlineData(-1, "20")]
    [InlineData(4294967296, "1B0000000100000000")]
    [InlineData(1e19, "1B8AC7230489E80000")]
    [InlineData(1e30, "FB46293E5939A08CEA")]
    [InlineData(-1.5, "FABFC00000")]
    [InlineData(0.1, "FB3FB999999999999A")]
    [InlineData(1e-7, "FB3E7AD7F29ABCAF48")]
    [InlineData(1180591620717411303424d, "FA62800000")]
    [InlineData(double.NaN, "F97E00")]
    [InlineData(double.PositiveInfinity, "F97C00")]
    public async Task A_number_is_written_in_the_shortest_form_that_keeps_it(double value, string expected)
    {
        var request = await SentAsync(client => client.PutMetricDataAsync(
            new() { Namespace = "A", MetricData = [new() { Value = value }] }, Cancellation));

        Assert.Equal("A2694E616D6573706163656141" + "6A4D657472696344617461" + "81A16556616C7565" + expected, Convert.ToHexString(request.Bytes));
    }

    [Theory]
    [InlineData(0, "1(1767355200)")]
    [InlineData(5_000_000, "1(1767355200.5_3)")]
    [InlineData(12_345_678, "1(1767355201.235_3)")]
    public async Task A_time_is_in_seconds_to_the_millisecond(long ticks, string expected)
    {
        var request = await SentAsync(client => client.GetMetricStatisticsAsync(new() { EndTime = Noon.AddTicks(ticks) }, Cancellation));

        Assert.Equal($$"""{"EndTime": {{expected}}}""", request.Cbor);
    }

    [Fact]
    public async Task Statistics_are_asked_for_with_all_that_narrows_them()
    {
        var request = await SentAsync(static client => client.GetMetricStatisticsAsync(
            new()
            {
                Namespace = "AWS/SQS",
                MetricName = "Age",
                Dimensions = [new() { Name = "QueueName", Value = "jobs" }],
                StartTime = Noon.AddMinutes(-5),
                EndTime = Noon,
                Period = 300,
                Statistics = [Statistic.Maximum],
                ExtendedStatistics = ["p99"],
                Unit = StandardUnit.Seconds,
            },
            Cancellation));

        Assert.Equal("/service/GraniteServiceVersion20100801/operation/GetMetricStatistics", request.Path);
        Assert.Equal(
            """
            {"Unit": "Seconds", "Period": 300, "EndTime": 1(1767355200), "Namespace": "AWS/SQS", "StartTime": 1(1767354900),
             "Dimensions": [{"Name": "QueueName", "Value": "jobs"}], "MetricName": "Age", "Statistics": ["Maximum"],
             "ExtendedStatistics": ["p99"]}
            """.ReplaceLineEndings(""),
            request.Cbor);
    }

    [Fact]
    public async Task Alarms_are_asked_for_by_whatever_is_given()
    {
        var request = await SentAsync(static client => client.DescribeAlarmsAsync(
            new()
            {
                AlarmNames = ["a", "b"],
                AlarmNamePrefix = "p",
                ActionPrefix = "arn:",
                MaxRecords = 100,
                NextToken = "next",
                StateValue = StateValue.ALARM,
            },
            Cancellation));

        Assert.Equal("/service/GraniteServiceVersion20100801/operation/DescribeAlarms", request.Path);
        Assert.Equal(
            """
            {"NextToken": "next", "AlarmNames": ["a", "b"], "MaxRecords": 100, "StateValue": "ALARM", "ActionPrefix": "arn:",
             "AlarmNamePrefix": "p"}
            """.ReplaceLineEndings(""),
            request.Cbor);
    }

    [Fact]
    public async Task What_is_null_is_not_sent_and_an_empty_list_is()
    {
        var nothing = await SentAsync(static client => client.DescribeAlarmsAsync(Cancellation));
        var empty = await SentAsync(static client => client.DescribeAlarmsAsync(new() { AlarmNames = [] }, Cancellation));

        Assert.Equal("{}", nothing.Cbor);
        Assert.Equal("""{"AlarmNames": []}""", empty.Cbor);
    }

    private static async Task<ReceivedRequest> SentAsync(Func<AmazonCloudWatchClient, Task> call)
    {
        await using var service = await LoopbackService.StartAsync(Answer.Cbor(200, new Dictionary<string, object?>()));
        using var client = new AmazonCloudWatchClient(
            new BasicAWSCredentials("testing", "testing"),
            new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
        await call(client);
        return Assert.Single(service.Requests);
    }
}
