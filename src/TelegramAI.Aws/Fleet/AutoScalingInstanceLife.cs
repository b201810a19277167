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
    private const string Refused = "ValidationError";
    private const string Continue = "CONTINUE";

    private string GroupName => options.Value.GroupName;

    private string? Hook => options.Value.LifecycleHook;

    public async Task<bool> IsMemberAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        !string.IsNullOrEmpty(GroupName)
        && await FindAsync(instance, cancellationToken) is { } found
        && string.Equals(found.AutoScalingGroupName, GroupName, StringComparison.Ordinal);

    public Task ProtectAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        ProtectAsync(instance, isProtected: true, cancellationToken);

    public Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken = default) =>
        ProtectAsync(instance, isProtected: false, cancellationToken);

    public async Task BeatAsync(InstanceId instance, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(Hook))
            throw new NoLifecycleActionException(instance);

        try
        {
            await autoScaling.RecordLifecycleActionHeartbeatAsync(
                new RecordLifecycleActionHeartbeatRequest { AutoScalingGroupName = GroupName, LifecycleHookName = Hook, InstanceId = instance.Value },
                cancellationToken);
        }
        catch (AmazonAutoScalingException exception) when (exception.ErrorCode is Refused)
        {
            throw new NoLifecycleActionException(instance, exception);
        }
    }

    public async Task CompleteAsync(InstanceId instance, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(Hook))
            throw new NoLifecycleActionException(instance);

        try
        {
            await autoScaling.CompleteLifecycleActionAsync(
                new CompleteLifecycleActionRequest
                {
                    AutoScalingGroupName = GroupName,
                    LifecycleHookName = Hook,
                    InstanceId = instance.Value,
                    LifecycleActionResult = Continue,
                },
                cancellationToken);
        }
        catch (AmazonAutoScalingException exception) when (exception.ErrorCode is Refused)
        {
            throw new NoLifecycleActionException(instance, exception);
        }
    }

    public async Task<bool> TerminateAsync(InstanceId instance, bool replace, CancellationToken cancellationToken = default)
    {
        try
        {
            await autoScaling.TerminateInstanceInAutoScalingGroupAsync(
                new TerminateInstanceInAutoScalingGroupRequest { InstanceId = instance.Value, ShouldDecrementDesiredCapacity = !replace },
                cancellationToken);
            return true;
        }
        catch (AmazonAutoScalingException exception) when (exception.ErrorCode is Refused)
        {
            // One that is in service could have been ended, had the group more than its least.
            return await IsInServiceAsync(instance, cancellationToken) ? false : throw new InstanceLeavingException(instance, exception);
        }
    }

    private async Task ProtectAsync(InstanceId instance, bool isProtected, CancellationToken cancellationToken)
    {
        try
        {
            await autoScaling.SetInstanceProtectionAsync(
                new SetInstanceProtectionRequest { AutoScalingGroupName = GroupName, InstanceIds = [instance.Value], ProtectedFromScaleIn = isProtected },
                cancellationToken);
        }
        catch (AmazonAutoScalingException exception) when (exception.ErrorCode is Refused)
        {
            // Protection begins in service: one that still starts is refused as well, and asks again.
            var state = (await FindAsync(instance, cancellationToken))?.LifecycleState ?? "";
            if (state is "InService" || state.StartsWith("Pending", StringComparison.Ordinal))
                throw;

            throw new InstanceLeavingException(instance, exception);
        }
    }

    private async Task<bool> IsInServiceAsync(InstanceId instance, CancellationToken cancellationToken) =>
        string.Equals((await FindAsync(instance, cancellationToken))?.LifecycleState, LifecycleState.InService.Value, StringComparison.Ordinal);

    private async Task<AutoScalingInstanceDetails?> FindAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        var request = new DescribeAutoScalingInstancesRequest { InstanceIds = [instance.Value] };

        // The SDK has null for an empty list.
        return (await autoScaling.DescribeAutoScalingInstancesAsync(request, cancellationToken)).AutoScalingInstances?.FirstOrDefault();
    }
}
