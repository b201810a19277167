using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public class DescribeAlarmsRequest : AmazonCloudWatchRequest
{
    public string ActionPrefix { get; set; }

    public string AlarmNamePrefix { get; set; }

    public List<string> AlarmNames { get; set; }

    public int? MaxRecords { get; set; }

    public string NextToken { get; set; }

    public StateValue StateValue { get; set; }
}

public class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    public List<MetricAlarm> MetricAlarms { get; set; }

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class MetricAlarm
{
    public bool? ActionsEnabled { get; set; }

    public List<string> AlarmActions { get; set; }

    public string AlarmArn { get; set; }

    public string AlarmDescription { get; set; }

    public string AlarmName { get; set; }

    public ComparisonOperator ComparisonOperator { get; set; }

    public List<Dimension> Dimensions { get; set; }

    public int? EvaluationPeriods { get; set; }

    public string MetricName { get; set; }

    public string Namespace { get; set; }

    /// <summary>In seconds.</summary>
    public int? Period { get; set; }

    public string StateReason { get; set; }

    public DateTime? StateUpdatedTimestamp { get; set; }

    public StateValue StateValue { get; set; }

    public Statistic Statistic { get; set; }

    public double? Threshold { get; set; }

    public string TreatMissingData { get; set; }
}
