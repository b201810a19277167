using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Fleet;

/// <summary>
/// The life of an instance in its Auto Scaling group. Auto Scaling has one error code for all that it refuses, so its refusals are told
/// apart by the instance's own state, which it can be asked for, and by nothing that it says where that can be helped.
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
/// </summary>
public sealed class AutoScalingInstanceLife(IAmazonAutoScaling autoScaling, IOptions<InstanceLifeOptions> options) : IInstanceLife
{
    private const string Continue = "CONTINUE";

    private string GroupName => options.Value.GroupName;

    public async Task<InstanceStanding> FindStandingAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        await FindAsync(instance, cancellationToken) is { } found
            && !string.IsNullOrEmpty(GroupName)
            && string.Equals(found.AutoScalingGroupName, GroupName, StringComparison.Ordinal)
                ? StandingOf(found.LifecycleState)
                : InstanceStanding.Outside;

    public Task ReportReadyAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        CompleteAsync(instance, options.Value.LaunchHook, cancellationToken);

    public async Task<bool> IsGroupClosedAsync(CancellationToken cancellationToken = default)
    {
        var request = new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [GroupName] };
        var groups = (await AutoScalingFailure.CallAsync(() => autoScaling.DescribeAutoScalingGroupsAsync(request, cancellationToken))).AutoScalingGroups;

        // The SDK has null for an empty list.
        return groups is [{ MaxSize: 0 }, ..];
    }

    public Task ProtectAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        ProtectAsync(instance, isProtected: true, cancellationToken);

    public Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        ProtectAsync(instance, isProtected: false, cancellationToken);

    public async Task BeatAsync(InstanceId instance, CancellationToken cancellationToken = default)
    {
        var hook = options.Value.LifecycleHook;
        if (string.IsNullOrEmpty(hook))
            throw new NoLifecycleActionException(instance);

        try
        {
            await AutoScalingFailure.CallAsync(() => autoScaling.RecordLifecycleActionHeartbeatAsync(
                new RecordLifecycleActionHeartbeatRequest { AutoScalingGroupName = GroupName, LifecycleHookName = hook, InstanceId = instance.Value },
                cancellationToken));
        }
        catch (AmazonAutoScalingException exception) when (AutoScalingFailure.IsRefusal(exception))
        {
            throw new NoLifecycleActionException(instance, exception);
        }
    }

    public Task CompleteAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        CompleteAsync(instance, options.Value.LifecycleHook, cancellationToken);

    public async Task<bool> TerminateAsync(InstanceId instance, bool replace, CancellationToken cancellationToken = default)
    {
        try
        {
            await AutoScalingFailure.CallAsync(() => autoScaling.TerminateInstanceInAutoScalingGroupAsync(
                new TerminateInstanceInAutoScalingGroupRequest { InstanceId = instance.Value, ShouldDecrementDesiredCapacity = !replace },
                cancellationToken));
            return true;
        }
        catch (AmazonAutoScalingException exception) when (AutoScalingFailure.IsRefusal(exception))
        {
            // One that is in service could have been ended, had the group more than its least.
            var standing = await FindStandingAsync(instance, cancellationToken);
            return standing is InstanceStanding.InService ? false : throw NotInService(instance, standing, exception);
        }
    }

    /// <summary>
    /// What a machine does by the group's word for its state. A warm pool's states are no member's. One in a state that is not known here,
    /// such as ReplacingRootVolume, may come back as one on standby does: AWS adds states.
    /// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html
    /// </summary>
    private static InstanceStanding StandingOf(string state) => state.Split(':')[0] switch
    {
        "InService" => InstanceStanding.InService,
        "Pending" => InstanceStanding.Starting,
        "Terminating" or "Terminated" or "Detaching" => InstanceStanding.Leaving,
        "Detached" or "Warmed" => InstanceStanding.Outside,
        _ => InstanceStanding.Standby,
    };

    /// <summary>A member that its group does not know any more is on its way out.</summary>
    private static Exception NotInService(InstanceId instance, InstanceStanding standing, Exception cause) =>
        standing is InstanceStanding.Starting or InstanceStanding.Standby
            ? new InstanceNotInServiceException(instance, cause)
            : new InstanceLeavingException(instance, cause);

    private async Task CompleteAsync(InstanceId instance, string? hook, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(hook))
            throw new NoLifecycleActionException(instance);

        try
        {
            await AutoScalingFailure.CallAsync(() => autoScaling.CompleteLifecycleActionAsync(
                new CompleteLifecycleActionRequest
                {
                    AutoScalingGroupName = GroupName,
                    LifecycleHookName = hook,
                    InstanceId = instance.Value,
                    LifecycleActionResult = Continue,
                },
                cancellationToken));
        }
        catch (AmazonAutoScalingException exception) when (AutoScalingFailure.IsRefusal(exception))
        {
            throw new NoLifecycleActionException(instance, exception);
        }
    }

    private async Task ProtectAsync(InstanceId instance, bool isProtected, CancellationToken cancellationToken)
    {
        try
        {
            await AutoScalingFailure.CallAsync(() => autoScaling.SetInstanceProtectionAsync(
                new SetInstanceProtectionRequest { AutoScalingGroupName = GroupName, InstanceIds = [instance.Value], ProtectedFromScaleIn = isProtected },
                cancellationToken));
        }
        catch (AmazonAutoScalingException exception) when (AutoScalingFailure.IsRefusal(exception))
        {
            // Protection begins in service: one that still starts or is put aside is refused as well.
            var standing = await FindStandingAsync(instance, cancellationToken);
            if (standing is InstanceStanding.InService)
                throw;

            throw NotInService(instance, standing, exception);
        }
    }

    private async Task<AutoScalingInstanceDetails?> FindAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var request = new DescribeAutoScalingInstancesRequest { InstanceIds = [instance.Value] };

        // The SDK has null for an empty list.
        return (await AutoScalingFailure.CallAsync(() => autoScaling.DescribeAutoScalingInstancesAsync(request, cancellationToken))).AutoScalingInstances?.FirstOrDefault();
    }
}
