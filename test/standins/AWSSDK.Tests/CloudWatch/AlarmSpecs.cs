using System.Globalization;
using Amazon.CloudWatch;
using AWSSDK.Tests.Moto;
using TelegramAI.Testing.Aws;

namespace AWSSDK.Tests.CloudWatch;

public sealed class AlarmSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_is_described_as_it_was_made()
    {
        using var client = await moto.CloudWatchAsync();
        await CreateAsync("DeadLetters", threshold: 0.5);
        await CreateAsync("Other", threshold: 3);

        var response = await client.DescribeAlarmsAsync(new() { AlarmNames = ["DeadLetters"] }, Cancellation);

        var alarm = Assert.Single(response.MetricAlarms);
        Assert.Equal("DeadLetters", alarm.AlarmName);
        Assert.Equal(0.5, alarm.Threshold);
        Assert.Equal(ComparisonOperator.GreaterThanThreshold, alarm.ComparisonOperator);
        Assert.Equal(Statistic.Maximum, alarm.Statistic);
        Assert.Equal((60, 1), (alarm.Period, alarm.EvaluationPeriods));
        Assert.Equal("TelegramAI", alarm.Namespace);
        Assert.Equal(("QueueName", "jobs"), (alarm.Dimensions[0].Name, alarm.Dimensions[0].Value));
        Assert.Equal(["arn:aws:sns:eu-west-1:123456789012:alarms"], alarm.AlarmActions);
        Assert.Contains(alarm.StateValue, new[] { StateValue.OK, StateValue.INSUFFICIENT_DATA });
        Assert.True((await client.DescribeAlarmsAsync(Cancellation)).MetricAlarms.Count >= 2);
        Assert.Empty((await client.DescribeAlarmsAsync(new() { AlarmNamePrefix = "Nothing" }, Cancellation)).MetricAlarms);
    }

    private async Task CreateAsync(string name, double threshold) => await (await moto.ServerAsync()).QueryAsync(
        "monitoring",
        new Dictionary<string, string>
        {
            ["Action"] = "PutMetricAlarm",
            ["Version"] = "2010-08-01",
            ["AlarmName"] = name,
            ["Namespace"] = "TelegramAI",
            ["MetricName"] = "DeadLetters",
            ["Dimensions.member.1.Name"] = "QueueName",
            ["Dimensions.member.1.Value"] = "jobs",
            ["Statistic"] = "Maximum",
            ["ComparisonOperator"] = "GreaterThanThreshold",
            ["Threshold"] = threshold.ToString(CultureInfo.InvariantCulture),
            ["Period"] = "60",
            ["EvaluationPeriods"] = "1",
            ["AlarmActions.member.1"] = "arn:aws:sns:eu-west-1:123456789012:alarms",
        },
        Cancellation);
}
