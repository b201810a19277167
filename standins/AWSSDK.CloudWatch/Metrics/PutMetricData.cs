using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

public class PutMetricDataRequest : AmazonCloudWatchRequest
{
    public List<MetricDatum> MetricData { get; set; }

    public string Namespace { get; set; }
}

public class PutMetricDataResponse : AmazonWebServiceResponse;
