using Amazon.AutoScaling.Model;
using Amazon.Runtime;

namespace Amazon.AutoScaling;

public interface IAmazonAutoScaling : IAmazonService, IDisposable
{
    // An interface whose static members have no body can be no type argument, not even of a container's method.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAutoScalingConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonAutoScalingClient(awsCredentials, (AmazonAutoScalingConfig)clientConfig);

    /// <summary>Lets an instance that waits at a lifecycle hook go on.</summary>
    Task<CompleteLifecycleActionResponse> CompleteLifecycleActionAsync(
        CompleteLifecycleActionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads groups with their instances, a page at a time. All of them.</summary>
    Task<DescribeAutoScalingGroupsResponse> DescribeAutoScalingGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads groups with their instances, a page at a time.</summary>
    Task<DescribeAutoScalingGroupsResponse> DescribeAutoScalingGroupsAsync(
        DescribeAutoScalingGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads instances of all groups, a page at a time. All of them.</summary>
    Task<DescribeAutoScalingInstancesResponse> DescribeAutoScalingInstancesAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads instances of all groups, a page at a time.</summary>
    Task<DescribeAutoScalingInstancesResponse> DescribeAutoScalingInstancesAsync(
        DescribeAutoScalingInstancesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Prolongs the wait at a lifecycle hook by its timeout.</summary>
    Task<RecordLifecycleActionHeartbeatResponse> RecordLifecycleActionHeartbeatAsync(
        RecordLifecycleActionHeartbeatRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets how many instances a group aims at.</summary>
    Task<SetDesiredCapacityResponse> SetDesiredCapacityAsync(
        SetDesiredCapacityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets the health of an instance; its group replaces one that is unhealthy.</summary>
    Task<SetInstanceHealthResponse> SetInstanceHealthAsync(
        SetInstanceHealthRequest request, CancellationToken cancellationToken = default);

    /// <summary>Protects instances from scale-in, or ends that.</summary>
    Task<SetInstanceProtectionResponse> SetInstanceProtectionAsync(
        SetInstanceProtectionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends an instance of a group.</summary>
    Task<TerminateInstanceInAutoScalingGroupResponse> TerminateInstanceInAutoScalingGroupAsync(
        TerminateInstanceInAutoScalingGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes settings of a group; what is null stays.</summary>
    Task<UpdateAutoScalingGroupResponse> UpdateAutoScalingGroupAsync(
        UpdateAutoScalingGroupRequest request, CancellationToken cancellationToken = default);
}
