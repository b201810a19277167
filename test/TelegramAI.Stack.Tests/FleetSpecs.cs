namespace TelegramAI.Stack.Tests;

public sealed class FleetSpecs(MotoStacks stacks)
{
    [Fact]
    public void The_fleet_may_shrink_to_nothing() => Assert.Equal("0", stacks.Default.Text("workers.group.MinSize"));

    [Fact]
    public void The_fleet_grows_to_10_at_most() => Assert.Equal("10", stacks.Default.Text("workers.group.MaxSize"));

    [Fact]
    public void The_fleet_grows_to_the_parameter_at_most() => Assert.Equal("7", stacks.Options.Text("workers.group.MaxSize"));

    // With the property, every update of the stack would set the fleet back to its value.
    [Fact]
    public void The_template_sets_no_desired_capacity() => SetsNoDesiredCapacity(stacks.Default);

    [Fact]
    public void Workers_are_in_both_subnets() =>
        Assert.Equal(
            $"{stacks.Default.Stack.PhysicalIds["PublicSubnetA"]},{stacks.Default.Stack.PhysicalIds["PublicSubnetB"]}",
            stacks.Default.Text("workers.group.VPCZoneIdentifier"));

    [Fact]
    public void Workers_are_launched_from_the_launch_template() =>
        Assert.Equal(
            stacks.Default.Stack.PhysicalIds["WorkerLaunchTemplate"],
            stacks.Default.Text("workers.group.MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId"));

    [Fact]
    public void New_workers_are_protected_from_scale_in() => ProtectsNewWorkers(stacks.Default);

    // moto keeps no warm-up, so it is read from what CloudFormation is given.
    [Fact]
    public void Workers_warm_up_for_300_seconds() => WarmsUp(stacks.Default);

    [Fact]
    public void A_terminating_worker_has_time_for_its_longest_job() => LetsWorkersDrain(stacks.Default);

    [Fact]
    public void All_workers_are_on_demand()
    {
        Assert.Equal("100", stacks.Default.Text("workers.group.MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity"));
        Assert.Equal("false", stacks.Default.Text("workers.groupProperties.CapacityRebalance"));
    }

    // moto answers with no rebalancing always, so it is read from what CloudFormation is given.
    [Fact]
    public void A_share_of_Spot_is_replaced_before_it_goes()
    {
        Assert.Equal("40", stacks.Options.Text("workers.group.MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity"));
        Assert.Equal("true", stacks.Options.Text("workers.groupProperties.CapacityRebalance"));
    }

    [Fact]
    public void The_fleet_follows_the_backlog_per_instance() => FollowsTheBacklog(stacks.Default);

    [Fact]
    public void Its_target_is_10() => Assert.Equal("10", stacks.Default.Text("workers.policies.0.TargetTrackingConfiguration.TargetValue"));

    [Fact]
    public void Its_target_is_the_parameter() => Assert.Equal("5", stacks.Options.Text("workers.policies.0.TargetTrackingConfiguration.TargetValue"));

    [Fact]
    public void The_target_that_functions_are_told_is_the_policys() =>
        Assert.Equal(
            stacks.Options.Text("workers.policies.0.TargetTrackingConfiguration.TargetValue"),
            stacks.Options.Stack.Functions["Bot"].Environment["Fleet__TargetBacklog"]);

    internal static void SetsNoDesiredCapacity(StackReport stack)
    {
        Assert.Null(stack.At("workers.groupProperties.DesiredCapacity"));
        Assert.Equal("0", stack.Text("workers.group.DesiredCapacity"));
    }

    internal static void ProtectsNewWorkers(StackReport stack) => Assert.Equal("true", stack.Text("workers.group.NewInstancesProtectedFromScaleIn"));

    internal static void WarmsUp(StackReport stack) => Assert.Equal("300", stack.Text("workers.groupProperties.DefaultInstanceWarmup"));

    internal static void LetsWorkersDrain(StackReport stack)
    {
        var hook = Assert.Single(stack.List("workers.hooks"));
        Assert.Equal("autoscaling:EC2_INSTANCE_TERMINATING", (string?)hook["LifecycleTransition"]);
        Assert.InRange((int)hook["HeartbeatTimeout"]!, 1800, 7200);
        Assert.Equal("CONTINUE", (string?)hook["DefaultResult"]);
        Assert.Equal(stack.Stack.WorkerSettings["Fleet__LifecycleHook"], (string?)hook["LifecycleHookName"]);
    }

    internal static void FollowsTheBacklog(StackReport stack)
    {
        var policy = Assert.Single(stack.List("workers.policies"));
        var metric = policy["TargetTrackingConfiguration"]!["CustomizedMetricSpecification"]!;
        Assert.Equal("TargetTrackingScaling", (string?)policy["PolicyType"]);
        Assert.Equal("TelegramAI/BacklogPerInstance/Average", $"{metric["Namespace"]}/{metric["MetricName"]}/{metric["Statistic"]}");
        var dimension = Assert.Single(metric["Dimensions"]!.AsArray())!;
        Assert.Equal($"AutoScalingGroupName={stack.Stack.PhysicalIds["WorkerGroup"]}", $"{dimension["Name"]}={dimension["Value"]}");
    }
}
