using Amazon.CloudWatch.Model;
using AWSSDK.Shared.Cbor;

namespace Amazon.CloudWatch;

internal static class MetricOperations
{
    public static readonly CborOperation<PutMetricDataRequest, PutMetricDataResponse> PutMetricData = new(
        CloudWatchService.Names,
        "PutMetricData",
        static (form, request) =>
        {
            form.Add("Namespace", request.Namespace);
            form.AddList("MetricData", request.MetricData, WriteDatum);
        },
        compressed: true);

    public static readonly CborOperation<GetMetricStatisticsRequest, GetMetricStatisticsResponse> GetMetricStatistics = new(
        CloudWatchService.Names,
        "GetMetricStatistics",
        static (form, request) =>
        {
            form.Add("Namespace", request.Namespace);
            form.Add("MetricName", request.MetricName);
            form.AddList("Dimensions", request.Dimensions, WriteDimension);
            form.Add("StartTime", request.StartTime);
            form.Add("EndTime", request.EndTime);
            form.Add("Period", request.Period);
            form.AddList("Statistics", request.Statistics);
            form.AddList("ExtendedStatistics", request.ExtendedStatistics);
            form.Add("Unit", request.Unit);
        },
        static (result, response) =>
        {
            response.Label = result.Text("Label");
            response.Datapoints = result.List("Datapoints", ReadDatapoint);
        });

    public static Dimension ReadDimension(CborResult dimension) => new() { Name = dimension.Text("Name"), Value = dimension.Text("Value") };

    private static void WriteDatum(CborForm form, MetricDatum datum)
    {
        form.Add("MetricName", datum.MetricName);
        form.AddList("Dimensions", datum.Dimensions, WriteDimension);
        form.Add("Timestamp", datum.Timestamp);
        form.Add("Value", datum.Value);
        form.Add("StatisticValues", datum.StatisticValues, static (set, values) =>
        {
            set.Add("SampleCount", values.SampleCount);
            set.Add("Sum", values.Sum);
            set.Add("Minimum", values.Minimum);
            set.Add("Maximum", values.Maximum);
        });
        form.AddList("Values", datum.Values);
        form.AddList("Counts", datum.Counts);
        form.Add("Unit", datum.Unit);
        form.Add("StorageResolution", datum.StorageResolution);
    }

    private static void WriteDimension(CborForm form, Dimension dimension)
    {
        form.Add("Name", dimension.Name);
        form.Add("Value", dimension.Value);
    }

    private static Datapoint ReadDatapoint(CborResult point) => new()
    {
        Timestamp = point.Time("Timestamp"),
        Average = point.Double("Average"),
        Maximum = point.Double("Maximum"),
        Minimum = point.Double("Minimum"),
        SampleCount = point.Double("SampleCount"),
        Sum = point.Double("Sum"),
        Unit = point.Text("Unit"),
        ExtendedStatistics = point.Doubles("ExtendedStatistics"),
    };
}
