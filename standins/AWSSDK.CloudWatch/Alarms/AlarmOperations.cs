using Amazon.CloudWatch.Model;
using AWSSDK.Shared.Cbor;

namespace Amazon.CloudWatch;

internal static class AlarmOperations
{
    public static readonly CborOperation<DescribeAlarmsRequest, DescribeAlarmsResponse> DescribeAlarms = new(
        CloudWatchService.Names,
        "DescribeAlarms",
        static (form, request) =>
        {
            form.AddList("AlarmNames", request.AlarmNames);
            form.Add("AlarmNamePrefix", request.AlarmNamePrefix);
            form.Add("StateValue", request.StateValue);
            form.Add("ActionPrefix", request.ActionPrefix);
            form.Add("MaxRecords", request.MaxRecords);
            form.Add("NextToken", request.NextToken);
        },
        static (result, response) =>
        {
            response.MetricAlarms = result.List("MetricAlarms", ReadAlarm);
            response.NextToken = result.Text("NextToken");
        });

    private static MetricAlarm ReadAlarm(CborResult alarm) => new()
    {
        ActionsEnabled = alarm.Boolean("ActionsEnabled"),
        AlarmActions = alarm.Texts("AlarmActions"),
        AlarmArn = alarm.Text("AlarmArn"),
        AlarmDescription = alarm.Text("AlarmDescription"),
        AlarmName = alarm.Text("AlarmName"),
        ComparisonOperator = alarm.Text("ComparisonOperator"),
        Dimensions = alarm.List("Dimensions", MetricOperations.ReadDimension),
        EvaluationPeriods = alarm.Int32("EvaluationPeriods"),
        MetricName = alarm.Text("MetricName"),
        Namespace = alarm.Text("Namespace"),
        Period = alarm.Int32("Period"),
        StateReason = alarm.Text("StateReason"),
        StateUpdatedTimestamp = alarm.Time("StateUpdatedTimestamp"),
        StateValue = alarm.Text("StateValue"),
        Statistic = alarm.Text("Statistic"),
        Threshold = alarm.Double("Threshold"),
        TreatMissingData = alarm.Text("TreatMissingData"),
    };
}
