using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AWSSDK.Shared;

namespace Amazon.CloudWatch;

public class AmazonCloudWatchClient : AmazonServiceClient, IAmazonCloudWatch
{
    private static readonly ServiceMetadata Metadata = new(AmazonCloudWatchConfig.Id);

    public AmazonCloudWatchClient()
        : base(new AmazonCloudWatchConfig())
    {
    }

    public AmazonCloudWatchClient(RegionEndpoint region)
        : base(new AmazonCloudWatchConfig { RegionEndpoint = region })
    {
    }

    public AmazonCloudWatchClient(AmazonCloudWatchConfig config)
        : base(config)
    {
    }

    public AmazonCloudWatchClient(AWSCredentials credentials)
        : base(credentials, new AmazonCloudWatchConfig())
    {
    }

    public AmazonCloudWatchClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonCloudWatchConfig { RegionEndpoint = region })
    {
    }

    public AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<DescribeAlarmsResponse> DescribeAlarmsAsync(CancellationToken cancellationToken = default) =>
        DescribeAlarmsAsync(new DescribeAlarmsRequest(), cancellationToken);

    public virtual Task<DescribeAlarmsResponse> DescribeAlarmsAsync(
        DescribeAlarmsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAlarmsResponse>(request, AlarmOperations.DescribeAlarms, cancellationToken);

    public virtual Task<GetMetricStatisticsResponse> GetMetricStatisticsAsync(
        GetMetricStatisticsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetMetricStatisticsResponse>(request, MetricOperations.GetMetricStatistics, cancellationToken);

    public virtual Task<PutMetricDataResponse> PutMetricDataAsync(
        PutMetricDataRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutMetricDataResponse>(request, MetricOperations.PutMetricData, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);
}
