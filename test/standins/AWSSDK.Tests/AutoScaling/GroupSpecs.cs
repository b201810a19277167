using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using AWSSDK.Tests.Moto;

namespace AWSSDK.Tests.AutoScaling;

public sealed class GroupSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_described_with_its_instances()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("described", desired: 2, Cancellation);

        var group = await DescribeAsync(client, "described");

        Assert.Equal((0, 5, 2), (group.MinSize, group.MaxSize, group.DesiredCapacity));
        Assert.Equal(["eu-west-1a"], group.AvailabilityZones);
        Assert.Contains(":autoScalingGroup", group.AutoScalingGroupARN, StringComparison.Ordinal);
        Assert.Equal(("project", "TelegramAI", true), (group.Tags[0].Key, group.Tags[0].Value, group.Tags[0].PropagateAtLaunch));
        Assert.Equal(2, group.Instances.Count);
        Assert.All(group.Instances, instance =>
        {
            Assert.StartsWith("i-", instance.InstanceId, StringComparison.Ordinal);
            Assert.Equal(LifecycleState.InService, instance.LifecycleState);
            Assert.Equal("Healthy", instance.HealthStatus, ignoreCase: true);
            Assert.Equal("eu-west-1a", instance.AvailabilityZone);
            Assert.False(instance.ProtectedFromScaleIn);
        });
    }

    [Fact]
    public async Task Groups_come_a_page_at_a_time()
    {
        using var client = await moto.AutoScalingAsync();
        string[] names = ["paged-1", "paged-2", "paged-3"];
        foreach (var name in names)
            await moto.CreateGroupAsync(name, desired: 0, Cancellation);

        List<string> found = [];
        string? next = null;
        do
        {
            var page = await client.DescribeAutoScalingGroupsAsync(
                new() { AutoScalingGroupNames = [.. names], MaxRecords = 2, NextToken = next }, Cancellation);
            Assert.InRange(page.AutoScalingGroups.Count, 1, 2);
            found.AddRange(page.AutoScalingGroups.Select(group => group.AutoScalingGroupName));
            next = page.NextToken;
        }
        while (next is not null);

        Assert.Equal(names, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Groups_are_found_by_a_tag()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("tagged", desired: 0, Cancellation);

        var found = await client.DescribeAutoScalingGroupsAsync(
            new() { Filters = [new() { Name = "tag:project", Values = ["TelegramAI"] }] }, Cancellation);
        var others = await client.DescribeAutoScalingGroupsAsync(
            new() { Filters = [new() { Name = "tag:project", Values = ["Another"] }] }, Cancellation);

        Assert.Contains("tagged", found.AutoScalingGroups.Select(group => group.AutoScalingGroupName));
        Assert.Null(others.AutoScalingGroups);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_no_group_at_all()
    {
        using var client = await moto.AutoScalingAsync();

        var response = await client.DescribeAutoScalingGroupsAsync(new() { AutoScalingGroupNames = ["nobody"] }, Cancellation);

        Assert.Null(response.AutoScalingGroups);
        Assert.Null(response.NextToken);
    }

    [Fact]
    public async Task The_desired_capacity_is_set()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("woken", desired: 0, Cancellation);
        Assert.Null((await DescribeAsync(client, "woken")).Instances);

        await client.SetDesiredCapacityAsync(
            new() { AutoScalingGroupName = "woken", DesiredCapacity = 3, HonorCooldown = false }, Cancellation);

        var group = await DescribeAsync(client, "woken");
        Assert.Equal(3, group.DesiredCapacity);
        Assert.Equal(3, group.Instances.Count);
    }

    [Fact]
    public async Task Settings_are_updated_and_the_rest_stays()
    {
        using var client = await moto.AutoScalingAsync();
        await moto.CreateGroupAsync("updated", desired: 1, Cancellation);

        await client.UpdateAutoScalingGroupAsync(new() { AutoScalingGroupName = "updated", MaxSize = 9 }, Cancellation);

        var group = await DescribeAsync(client, "updated");
        Assert.Equal((0, 9, 1), (group.MinSize, group.MaxSize, group.DesiredCapacity));
    }

    private static async Task<AutoScalingGroup> DescribeAsync(AmazonAutoScalingClient client, string name)
    {
        var response = await client.DescribeAutoScalingGroupsAsync(new() { AutoScalingGroupNames = [name] }, Cancellation);
        return Assert.Single(response.AutoScalingGroups);
    }
}
