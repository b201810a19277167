using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public class GetMetricStatisticsRequest : AmazonCloudWatchRequest
{
    public List<Dimension> Dimensions { get; set; }

    public DateTime? EndTime { get; set; }

    /// <summary>Percentiles, such as p99.</summary>
    public List<string> ExtendedStatistics { get; set; }

    public string MetricName { get; set; }

    public string Namespace { get; set; }

    /// <summary>In seconds.</summary>
    public int? Period { get; set; }

    public DateTime? StartTime { get; set; }

    public List<string> Statistics { get; set; }

    public StandardUnit Unit { get; set; }
}

public class GetMetricStatisticsResponse : AmazonWebServiceResponse
{
    /// <summary>In no order.</summary>
    public List<Datapoint> Datapoints { get; set; }

    public string Label { get; set; }
}

public class Datapoint
{
    public double? Average { get; set; }

    public Dictionary<string, double> ExtendedStatistics { get; set; }

    public double? Maximum { get; set; }

    public double? Minimum { get; set; }

    public double? SampleCount { get; set; }

    public double? Sum { get; set; }

    public DateTime? Timestamp { get; set; }

    public StandardUnit Unit { get; set; }
}
