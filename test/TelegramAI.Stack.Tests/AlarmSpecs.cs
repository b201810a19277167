using System.Text.Json.Nodes;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

public sealed class AlarmSpecs(MotoStacks stacks)
{
    [Theory]
    [InlineData("DeadLettersAlarm")]
    [InlineData("OldestJobAlarm")]
    [InlineData("FunctionErrorsAlarm")]
    [InlineData("MetricMissingAlarm")]
    [InlineData("ThrottlesAlarm")]
    [InlineData("WebhookAlarm")]
    [InlineData("StuckInstancesAlarm")]
    [InlineData("FailingInstancesAlarm")]
    public void Alarms_go_to_the_topic(string alarm)
    {
        Assert.Equal(stacks.Default.Stack.PhysicalIds["Alarms"], Assert.Single(stacks.Default.List($"alarms.alarms.{alarm}.AlarmActions")).ToString());
        Assert.Equal(stacks.Default.Stack.PhysicalIds["Alarms"], Assert.Single(stacks.Default.List($"alarms.alarms.{alarm}.OKActions")).ToString());
    }

    [Fact]
    public void A_dead_letter_raises_an_alarm_whether_it_is_handled_or_waits() =>
        Assert.Equal(
            [$"AWS/Lambda Invocations {stacks.Default.Stack.Functions["DeadLetters"].Name} Sum", $"AWS/SQS ApproximateNumberOfMessagesVisible {QueueName("DeadLetterQueue")} Maximum"],
            Summed("DeadLettersAlarm"));

    [Fact]
    public void An_error_of_any_function_raises_an_alarm_and_so_does_a_refused_update() =>
        Assert.Equal(
            [
                .. stacks.Default.Stack.Functions.Values.Select(function => $"AWS/Lambda Errors {function.Name} Sum").Order(StringComparer.Ordinal),
                $"AWS/Lambda Url5xxCount {stacks.Default.Stack.Functions["Bot"].Name} Sum",
            ],
            Summed("FunctionErrorsAlarm"));

    [Fact]
    public void A_throttled_function_raises_an_alarm() =>
        Assert.Equal(
            stacks.Default.Stack.Functions.Values.Select(function => $"AWS/Lambda Throttles {function.Name} Sum").Order(StringComparer.Ordinal),
            Summed("ThrottlesAlarm"));

    [Fact]
    public void A_webhook_that_does_not_work_raises_an_alarm()
    {
        var alarm = stacks.Default.At("alarms.alarms.WebhookAlarm")!;
        Assert.Equal("TelegramAI WebhookFailures Maximum", $"{alarm["Namespace"]} {alarm["MetricName"]} {alarm["Statistic"]}");
        Assert.Equal(stacks.Default.Stack.PhysicalIds["WorkerGroup"], (string?)alarm["Dimensions"]![0]!["Value"]);
    }

    // It is what the operators read.
    [Fact]
    public void Every_alarm_says_what_it_means() =>
        Assert.All(
            StackTemplate.Read()["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] is "AWS::CloudWatch::Alarm"),
            alarm => Assert.Matches("^[A-Z].{30,}\\.$", (string?)alarm.Value!["Properties"]!["AlarmDescription"]));

    [Fact]
    public void The_image_of_the_metric_sender_raises_the_alarm_too() =>
        Assert.Contains(
            stacks.Options.Stack.Functions["MetricSenderInContainer"].Name,
            stacks.Options.Text("alarms.alarms.FunctionErrorsAlarm.Metrics"),
            StringComparison.Ordinal);

    [Fact]
    public void A_job_that_waits_for_an_hour_raises_an_alarm()
    {
        Assert.Equal("ApproximateAgeOfOldestMessage", stacks.Default.Text("alarms.alarms.OldestJobAlarm.MetricName"));
        Assert.Equal(QueueName("JobQueue"), stacks.Default.Text("alarms.alarms.OldestJobAlarm.Dimensions.0.Value"));
        Assert.Equal("3600", stacks.Default.Text("alarms.alarms.OldestJobAlarm.Threshold"));
    }

    [Theory]
    [InlineData("StuckInstancesAlarm", "StuckInstances")]
    [InlineData("FailingInstancesAlarm", "OneAtATime")]
    public void Machines_that_do_not_work_raise_an_alarm_that_says_what_to_do(string alarm, string metric)
    {
        var found = stacks.Default.At($"alarms.alarms.{alarm}")!;
        Assert.Equal($"TelegramAI {metric} Maximum", $"{found["Namespace"]} {found["MetricName"]} {found["Statistic"]}");
        Assert.Equal(stacks.Default.Stack.PhysicalIds["WorkerGroup"], (string?)found["Dimensions"]![0]!["Value"]);
        Assert.Contains("roll back", (string?)found["AlarmDescription"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_is_not_published_raises_an_alarm() => MissesTheMetric(stacks.Default);

    [Theory]
    [InlineData("DeadLettersAlarm")]
    [InlineData("OldestJobAlarm")]
    [InlineData("FunctionErrorsAlarm")]
    [InlineData("ThrottlesAlarm")]
    [InlineData("WebhookAlarm")]
    [InlineData("StuckInstancesAlarm")]
    [InlineData("FailingInstancesAlarm")]
    public void A_quiet_service_raises_none(string alarm) => Assert.Equal("notBreaching", stacks.Default.Text($"alarms.alarms.{alarm}.TreatMissingData"));

    [Fact]
    public void Nobody_is_mailed_unless_asked_for() => Assert.DoesNotContain(stacks.Default.List("alarms.subscriptions"), one => (string?)one["Protocol"] is "email");

    [Fact]
    public void The_address_is_mailed()
    {
        var subscription = Assert.Single(stacks.Options.List("alarms.subscriptions"), one => (string?)one["Protocol"] is not "lambda");
        Assert.Equal("email operator@example.org", $"{subscription["Protocol"]} {subscription["Endpoint"]}");
    }

    [Fact]
    public void Only_the_accounts_alarms_may_publish()
    {
        var allowed = Assert.Single(stacks.Default.List("alarms.policy"), one => (string?)one["Effect"] is "Allow");
        Assert.Equal("cloudwatch.amazonaws.com", (string?)allowed["Principal"]!["Service"]);
        Assert.NotNull(allowed["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
        Assert.Contains(stacks.Default.Statements("alarms.policy"), statement => statement.RefusesPlainText);
    }

    internal static void MissesTheMetric(StackReport stack)
    {
        var alarm = stack.At("alarms.alarms.MetricMissingAlarm")!;
        Assert.Equal("TelegramAI BacklogPerInstance SampleCount", $"{alarm["Namespace"]} {alarm["MetricName"]} {alarm["Statistic"]}");
        Assert.Equal(stack.Stack.PhysicalIds["WorkerGroup"], (string?)alarm["Dimensions"]![0]!["Value"]);
        Assert.Equal("breaching", (string?)alarm["TreatMissingData"]);
    }

    private string QueueName(string queue) => stacks.Default.Text($"queues.{queue}.QueueArn")!.Split(':')[^1];

    private List<string> Summed(string alarm)
    {
        var metrics = stacks.Default.List($"alarms.alarms.{alarm}.Metrics");
        Assert.Equal("SUM(METRICS())", (string?)Assert.Single(metrics, metric => (bool)metric["ReturnData"]!)["Expression"]);
        return [.. metrics.Where(metric => metric["MetricStat"] is not null).Select(metric => Describe(metric["MetricStat"]!)).Order(StringComparer.Ordinal)];
    }

    private static string Describe(JsonNode stat) =>
        $"{stat["Metric"]!["Namespace"]} {stat["Metric"]!["MetricName"]} {stat["Metric"]!["Dimensions"]![0]!["Value"]} {stat["Stat"]}";
}
