using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using AWSSDK.Tests.Moto;

namespace AWSSDK.Tests.AutoScaling;

public sealed class InstanceSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_is_protected_from_scale_in_and_let_go_again()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("protected", desired: 2, Cancellation);
        var instances = await InstancesAsync(client, "protected");
        var request = new SetInstanceProtectionRequest
        {
            AutoScalingGroupName = "protected",
            InstanceIds = [instances[0].InstanceId],
            ProtectedFromScaleIn = true,
        };

        await client.SetInstanceProtectionAsync(request, Cancellation);
        Assert.Equal([true, false], (await InstancesAsync(client, "protected")).Select(instance => instance.ProtectedFromScaleIn));

        request.ProtectedFromScaleIn = false;
        await client.SetInstanceProtectionAsync(request, Cancellation);
        Assert.Equal([false, false], (await InstancesAsync(client, "protected")).Select(instance => instance.ProtectedFromScaleIn));
    }

    [Fact]
    public async Task An_instance_knows_its_group()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("known", desired: 1, Cancellation);
        var id = Assert.Single(await InstancesAsync(client, "known")).InstanceId;

        var response = await client.DescribeAutoScalingInstancesAsync(new() { InstanceIds = [id] }, Cancellation);

        var instance = Assert.Single(response.AutoScalingInstances);
        Assert.Equal((id, "known", "InService"), (instance.InstanceId, instance.AutoScalingGroupName, instance.LifecycleState));
        Assert.False(instance.ProtectedFromScaleIn);
        Assert.Contains(id, (await client.DescribeAutoScalingInstancesAsync(Cancellation)).AutoScalingInstances.Select(i => i.InstanceId));
    }

    [Fact]
    public async Task An_instance_that_ends_itself_lowers_the_desired_capacity()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("ended", desired: 2, Cancellation);
        var instances = await InstancesAsync(client, "ended");

        var response = await client.TerminateInstanceInAutoScalingGroupAsync(
            new() { InstanceId = instances[0].InstanceId, ShouldDecrementDesiredCapacity = true }, Cancellation);

        Assert.NotNull(response.Activity.StatusCode);
        Assert.NotNull(response.Activity.StartTime);
        Assert.Equal(instances[1].InstanceId, Assert.Single(await InstancesAsync(client, "ended")).InstanceId);
    }

    [Fact]
    public async Task An_instance_that_is_ended_alone_is_replaced()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("replaced", desired: 1, Cancellation);
        var before = Assert.Single(await InstancesAsync(client, "replaced")).InstanceId;

        await client.TerminateInstanceInAutoScalingGroupAsync(
            new() { InstanceId = before, ShouldDecrementDesiredCapacity = false }, Cancellation);

        Assert.NotEqual(before, Assert.Single(await InstancesAsync(client, "replaced")).InstanceId);
    }

    private static async Task<List<Instance>> InstancesAsync(AmazonAutoScalingClient client, string group)
    {
        var response = await client.DescribeAutoScalingGroupsAsync(new() { AutoScalingGroupNames = [group] }, Cancellation);
        return Assert.Single(response.AutoScalingGroups).Instances;
    }
}
