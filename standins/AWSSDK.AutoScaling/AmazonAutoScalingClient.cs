using Amazon.AutoScaling.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AWSSDK.Shared;

namespace Amazon.AutoScaling;

public class AmazonAutoScalingClient : AmazonServiceClient, IAmazonAutoScaling
{
    private static readonly ServiceMetadata Metadata = new(AmazonAutoScalingConfig.Id);

    public AmazonAutoScalingClient()
        : base(new AmazonAutoScalingConfig())
    {
    }

    public AmazonAutoScalingClient(RegionEndpoint region)
        : base(new AmazonAutoScalingConfig { RegionEndpoint = region })
    {
    }

    public AmazonAutoScalingClient(AmazonAutoScalingConfig config)
        : base(config)
    {
    }

    public AmazonAutoScalingClient(AWSCredentials credentials)
        : base(credentials, new AmazonAutoScalingConfig())
    {
    }

    public AmazonAutoScalingClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonAutoScalingConfig { RegionEndpoint = region })
    {
    }

    public AmazonAutoScalingClient(AWSCredentials credentials, AmazonAutoScalingConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<CompleteLifecycleActionResponse> CompleteLifecycleActionAsync(
        CompleteLifecycleActionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CompleteLifecycleActionResponse>(request, LifecycleOperations.CompleteLifecycleAction, cancellationToken);

    public virtual Task<DescribeAutoScalingGroupsResponse> DescribeAutoScalingGroupsAsync(CancellationToken cancellationToken = default) =>
        DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest(), cancellationToken);

    public virtual Task<DescribeAutoScalingGroupsResponse> DescribeAutoScalingGroupsAsync(
        DescribeAutoScalingGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAutoScalingGroupsResponse>(request, GroupOperations.DescribeAutoScalingGroups, cancellationToken);

    public virtual Task<DescribeAutoScalingInstancesResponse> DescribeAutoScalingInstancesAsync(
        CancellationToken cancellationToken = default) =>
        DescribeAutoScalingInstancesAsync(new DescribeAutoScalingInstancesRequest(), cancellationToken);

    public virtual Task<DescribeAutoScalingInstancesResponse> DescribeAutoScalingInstancesAsync(
        DescribeAutoScalingInstancesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAutoScalingInstancesResponse>(request, InstanceOperations.DescribeAutoScalingInstances, cancellationToken);

    public virtual Task<RecordLifecycleActionHeartbeatResponse> RecordLifecycleActionHeartbeatAsync(
        RecordLifecycleActionHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<RecordLifecycleActionHeartbeatResponse>(request, LifecycleOperations.RecordLifecycleActionHeartbeat, cancellationToken);

    public virtual Task<SetDesiredCapacityResponse> SetDesiredCapacityAsync(
        SetDesiredCapacityRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetDesiredCapacityResponse>(request, GroupOperations.SetDesiredCapacity, cancellationToken);

    public virtual Task<SetInstanceHealthResponse> SetInstanceHealthAsync(
        SetInstanceHealthRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetInstanceHealthResponse>(request, InstanceOperations.SetInstanceHealth, cancellationToken);

    public virtual Task<SetInstanceProtectionResponse> SetInstanceProtectionAsync(
        SetInstanceProtectionRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetInstanceProtectionResponse>(request, InstanceOperations.SetInstanceProtection, cancellationToken);

    public virtual Task<TerminateInstanceInAutoScalingGroupResponse> TerminateInstanceInAutoScalingGroupAsync(
        TerminateInstanceInAutoScalingGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TerminateInstanceInAutoScalingGroupResponse>(
            request, InstanceOperations.TerminateInstanceInAutoScalingGroup, cancellationToken);

    public virtual Task<UpdateAutoScalingGroupResponse> UpdateAutoScalingGroupAsync(
        UpdateAutoScalingGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<UpdateAutoScalingGroupResponse>(request, GroupOperations.UpdateAutoScalingGroup, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);
}
