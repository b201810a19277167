using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

public interface IAmazonCloudWatch : IAmazonService, IDisposable
{
    // An interface whose static members have no body can be no type argument, not even of a container's method.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudWatchClient(awsCredentials, (AmazonCloudWatchConfig)clientConfig);

    /// <summary>Reads alarms, a page at a time. All of them.</summary>
    Task<DescribeAlarmsResponse> DescribeAlarmsAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads alarms, a page at a time.</summary>
    Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads what a metric was in each period.</summary>
    Task<GetMetricStatisticsResponse> GetMetricStatisticsAsync(
        GetMetricStatisticsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Publishes values of metrics of the account.</summary>
    Task<PutMetricDataResponse> PutMetricDataAsync(PutMetricDataRequest request, CancellationToken cancellationToken = default);
}
