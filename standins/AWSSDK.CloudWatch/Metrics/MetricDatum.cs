namespace Amazon.CloudWatch.Model;

public class MetricDatum
{
    /// <summary>How often each of <see cref="Values"/> occurred.</summary>
    public List<double> Counts { get; set; }

    public List<Dimension> Dimensions { get; set; }

    public string MetricName { get; set; }

    public StatisticSet StatisticValues { get; set; }

    /// <summary>In seconds: 1, or the usual 60.</summary>
    public int? StorageResolution { get; set; }

    public DateTime? Timestamp { get; set; }

    public StandardUnit Unit { get; set; }

    public double? Value { get; set; }

    public List<double> Values { get; set; }
}

public class Dimension
{
    public string Name { get; set; }

    public string Value { get; set; }
}

public class StatisticSet
{
    public double? Maximum { get; set; }

    public double? Minimum { get; set; }

    public double? SampleCount { get; set; }

    public double? Sum { get; set; }
}
