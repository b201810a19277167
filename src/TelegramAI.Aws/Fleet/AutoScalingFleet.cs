using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Fleet;

/// <summary>The fleet as an EC2 Auto Scaling group.</summary>
public sealed class AutoScalingFleet(IAmazonAutoScaling autoScaling, IOptions<AutoScalingOptions> options) : IFleet
{
    private const int Attempts = 3;
    private const string Unhealthy = "Unhealthy";

    private string GroupName => options.Value.GroupName;

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such group.</exception>
    public async Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var request = new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [GroupName] };
        do
        {
            var page = await AutoScalingFailure.CallAsync(() => autoScaling.DescribeAutoScalingGroupsAsync(request, cancellationToken));

            // The SDK has null for an empty list.
            if (page.AutoScalingGroups is [var group, ..])
                return Describe(group);

            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        throw new AwsResourceMissingException(
            "an Auto Scaling group", GroupName, $"{AutoScalingOptions.Section}:{nameof(AutoScalingOptions.GroupName)}");
    }

    /// <summary>
    /// Asks for so many instances, if that is more than are asked for now, and no more than the group may have. AWS sets the number
    /// whatever it was, so a larger raise at the same moment can be lost; the next one makes it up, and instances that have work are protected.
    /// </summary>
    /// <exception cref="AwsResourceMissingException">There is no such group.</exception>
    public async Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var group = await DescribeAsync(cancellationToken);
            var want = Math.Min(desired, group.Max);
            if (want <= group.Desired)
                return;

            try
            {
                await autoScaling.SetDesiredCapacityAsync(
                    new SetDesiredCapacityRequest { AutoScalingGroupName = GroupName, DesiredCapacity = want, HonorCooldown = false }, cancellationToken);
                return;
            }
            catch (Exception exception) when (
                attempt < Attempts && exception is ResourceContentionException or ScalingActivityInProgressException)
            {
                // Somebody else changes the group right now, perhaps to what is wanted here.
            }
            catch (Exception exception) when (AwsFailure.IsTemporary(exception))
            {
                throw AwsFailure.Unavailable(AutoScalingFailure.Service, exception);
            }
        }
    }

    /// <inheritdoc/>
    public Task SetMaxAsync(int max, CancellationToken cancellationToken = default) => AutoScalingFailure.CallAsync(() => autoScaling.UpdateAutoScalingGroupAsync(
        new UpdateAutoScalingGroupRequest { AutoScalingGroupName = GroupName, MaxSize = max }, cancellationToken));

    /// <summary>
    /// Has the group replace instances. The grace period is for what the group finds out itself; these have had their time.
    /// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceHealth.html
    /// </summary>
    public async Task MarkUnhealthyAsync(IReadOnlyCollection<string> instances, CancellationToken cancellationToken = default)
    {
        foreach (var instance in instances)
        {
            try
            {
                await AutoScalingFailure.CallAsync(() => autoScaling.SetInstanceHealthAsync(
                    new SetInstanceHealthRequest { InstanceId = instance, HealthStatus = Unhealthy, ShouldRespectGracePeriod = false }, cancellationToken));
            }
            catch (AmazonAutoScalingException exception) when (AutoScalingFailure.IsRefusal(exception))
            {
                // It went by itself meanwhile, which is all that was wanted.
            }
        }
    }

    internal static FleetState Describe(AutoScalingGroup group) => new(
        group.DesiredCapacity ?? 0,
        group.MaxSize ?? 0,
        [.. (group.Instances ?? []).Select(Describe).OfType<FleetInstance>()]);

    private static FleetInstance? Describe(Instance instance) => StateOf(instance.LifecycleState) is { } state
        ? new FleetInstance(instance.InstanceId, state, instance.ProtectedFromScaleIn ?? false, LaunchedAt: null)
        : null;

    /// <summary>
    /// Null for what has never been part of the capacity: instances in a warm pool. Those on standby are no capacity, but they have not gone;
    /// so are those in a state that is not known here, such as ReplacingRootVolume: AWS adds states, and their instances may come back.
    /// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html
    /// </summary>
    private static InstanceState? StateOf(string lifecycle) => lifecycle.Split(':')[0] switch
    {
        "Pending" => InstanceState.Pending,
        "InService" => InstanceState.InService,
        "Terminating" or "Terminated" or "Detaching" or "Detached" => InstanceState.Terminating,
        "Warmed" => null,
        _ => InstanceState.Standby,
    };
}
