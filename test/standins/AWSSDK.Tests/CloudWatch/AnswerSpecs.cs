using Amazon.CloudWatch;
using Amazon.Runtime;
using AWSSDK.Tests.Shared;

namespace AWSSDK.Tests.CloudWatch;

public sealed class AnswerSpecs
{
    private static readonly DateTime Noon = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_datapoint_has_what_was_asked_for_and_null_for_the_rest()
    {
        var response = await AskAsync(
            Map(
                ("Label", "Seconds"),
                ("Datapoints", new object?[]
                {
                    Map(("Timestamp", Noon), ("Average", 2.5), ("Sum", 10), ("Unit", "Seconds")),
                    Map(("Timestamp", Noon.AddMilliseconds(250)), ("ExtendedStatistics", Map(("p50", 1.5), ("p99", 22)))),
                })),
            static client => client.GetMetricStatisticsAsync(new(), Cancellation));

        Assert.Equal("Seconds", response.Label);
        Assert.Equal("request-of-the-header", response.ResponseMetadata.RequestId);
        var (first, second) = (response.Datapoints[0], response.Datapoints[1]);
        Assert.Equal((Noon, DateTimeKind.Utc), (first.Timestamp, first.Timestamp!.Value.Kind));
        Assert.Equal((2.5, 10), (first.Average, first.Sum));
        Assert.Equal(StandardUnit.Seconds, first.Unit);
        Assert.Null(first.Minimum);
        Assert.Null(first.ExtendedStatistics);
        Assert.Equal(Noon.AddMilliseconds(250), second.Timestamp);
        Assert.Equal(new Dictionary<string, double> { ["p50"] = 1.5, ["p99"] = 22 }, second.ExtendedStatistics);
        Assert.Null(second.Average);
        Assert.Null(second.Unit);
    }

    [Fact]
    public async Task An_alarm_has_what_is_known_of_it()
    {
        var response = await AskAsync(
            Map(
                ("CompositeAlarms", Array.Empty<object?>()),
                ("MetricAlarms", new object?[]
                {
                    Map(
                        ("AlarmName", "DeadLetters"),
                        ("AlarmArn", "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:DeadLetters"),
                        ("ActionsEnabled", true),
                        ("AlarmActions", new object?[] { "arn:aws:sns:eu-west-1:123456789012:alarms" }),
                        ("ComparisonOperator", "GreaterThanThreshold"),
                        ("Dimensions", new object?[] { Map(("Name", "QueueName"), ("Value", "jobs")) }),
                        ("EvaluationPeriods", 1),
                        ("Period", 60),
                        ("StateUpdatedTimestamp", Noon),
                        ("StateValue", "ALARM"),
                        ("Statistic", "Maximum"),
                        ("Threshold", 0),
                        ("AlarmDescription", null),
                        ("OfTheYear2040", Map(("Deep", new object?[] { 1, "two", null })))),
                }),
                ("NextToken", "more")),
            static client => client.DescribeAlarmsAsync(Cancellation));

        Assert.Equal("more", response.NextToken);
        var alarm = Assert.Single(response.MetricAlarms);
        Assert.Equal("DeadLetters", alarm.AlarmName);
        Assert.True(alarm.ActionsEnabled);
        Assert.Equal(["arn:aws:sns:eu-west-1:123456789012:alarms"], alarm.AlarmActions);
        Assert.Equal(ComparisonOperator.GreaterThanThreshold, alarm.ComparisonOperator);
        Assert.Equal(("QueueName", "jobs"), (alarm.Dimensions[0].Name, alarm.Dimensions[0].Value));
        Assert.Equal((1, 60), (alarm.EvaluationPeriods, alarm.Period));
        Assert.Equal(Noon, alarm.StateUpdatedTimestamp);
        Assert.Equal(StateValue.ALARM, alarm.StateValue);
        Assert.Equal(0, alarm.Threshold);
        Assert.Null(alarm.AlarmDescription);
        Assert.Null(alarm.Namespace);
    }

    [Fact]
    public async Task A_list_is_empty_when_the_service_sends_an_empty_one_and_null_when_it_sends_none()
    {
        var empty = await AskAsync(Map(("Datapoints", Array.Empty<object?>())), static client => client.GetMetricStatisticsAsync(new(), Cancellation));
        var absent = await AskAsync(Map(), static client => client.GetMetricStatisticsAsync(new(), Cancellation));

        Assert.Empty(empty.Datapoints);
        Assert.Null(absent.Datapoints);
    }

    /// <summary>The protocol lets a service choose the length and the precision, whatever clients choose.</summary>
    [Fact]
    public async Task Maps_lists_and_texts_of_an_indefinite_length_and_short_floats_are_read()
    {
        // {_ "Label": (_ "Sec", "onds"), "Datapoints": [_ {_ "Average": 1.5_1, "Sum": -2, "Timestamp": 1(1767355200)}]}
        var body = Convert.FromHexString(
            "BF" + "654C6162656C" + "7F" + "63536563" + "646F6E6473" + "FF" +
            "6A44617461706F696E7473" + "9F" + "BF" +
            "6741766572616765" + "F93E00" + "6353756D" + "21" + "6954696D657374616D70" + "C11A6957B340" + "FF" + "FF" + "FF");

        var response = await AskAsync(new Answer(200, body, "application/cbor"), static client => client.GetMetricStatisticsAsync(new(), Cancellation));

        var point = Assert.Single(response.Datapoints);
        Assert.Equal("Seconds", response.Label);
        Assert.Equal((1.5, -2, Noon), (point.Average, point.Sum, point.Timestamp));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A1654C6162656C")]
    [InlineData("A1654C6162656C01")]
    [InlineData("A16A44617461706F696E747361")]
    [InlineData("3C68746D6C3E")]
    public async Task An_answer_that_can_not_be_read_is_an_error_of_the_service(string body)
    {
        var answer = new Answer(200, Convert.FromHexString(body), "application/cbor");

        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(
            () => AskAsync(answer, static client => client.GetMetricStatisticsAsync(new(), Cancellation)));

        Assert.Equal("request-of-the-header", error.RequestId);
    }

    private static Dictionary<string, object?> Map(params (string Name, object? Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);

    private static Task<T> AskAsync<T>(Dictionary<string, object?> answer, Func<AmazonCloudWatchClient, Task<T>> call) =>
        AskAsync(Answer.Cbor(200, answer), call);

    private static async Task<T> AskAsync<T>(Answer answer, Func<AmazonCloudWatchClient, Task<T>> call)
    {
        await using var service = await LoopbackService.StartAsync(answer);
        using var client = new AmazonCloudWatchClient(
            new BasicAWSCredentials("testing", "testing"),
            new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });
        return await call(client);
    }
}
