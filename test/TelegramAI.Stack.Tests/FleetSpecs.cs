using System.Text.Json.Nodes;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

public sealed class FleetSpecs(MotoStacks stacks)
{
    [Fact]
    public void The_fleet_may_shrink_to_nothing() => Assert.Equal("0", stacks.Default.Text("workers.group.MinSize"));

    [Fact]
    public void The_fleet_grows_to_10_at_most() => Assert.Equal("10", stacks.Default.Text("workers.group.MaxSize"));

    [Fact]
    public void Without_an_image_of_the_workers_the_fleet_can_not_grow_and_the_functions_know_it()
    {
        Assert.Equal("0", stacks.First.Text("workers.group.MaxSize"));
        Assert.Equal("false", stacks.First.Stack.Functions["Bot"].Environment["Fleet__ImagePublished"]);
        Assert.Equal("false", stacks.First.Stack.Functions["MetricSender"].Environment["Fleet__ImagePublished"]);
    }

    [Fact]
    public void With_an_image_of_the_workers_the_functions_know_it()
    {
        Assert.Equal("true", stacks.Default.Stack.Functions["Bot"].Environment["Fleet__ImagePublished"]);
        Assert.Equal("true", stacks.Options.Stack.Functions["MetricSenderInContainer"].Environment["Fleet__ImagePublished"]);
    }

    // Only the comparison of both parameters tells: CloudFormation resolves each to an image's id.
    [Fact]
    public void The_default_image_is_the_one_without_a_worker()
    {
        var parameters = StackTemplate.Read()["Parameters"]!;
        Assert.Equal((string?)parameters["WorkerAmi"]!["Default"], (string?)parameters["PlainImage"]!["Default"]);
        Assert.Equal((string?)parameters["WorkerAmi"]!["Type"], (string?)parameters["PlainImage"]!["Type"]);
    }

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
    public void No_worker_is_protected_before_it_works() => ProtectsNoUnprovenWorker(stacks.Default);

    [Fact]
    public void A_launched_machine_is_abandoned_unless_its_worker_reports() => WaitsForTheWorker(stacks.Default);

    // moto keeps no lifetime, so it is read from what CloudFormation is given.
    [Fact]
    public void Each_machine_is_replaced_within_a_week() => ReplacesEachWeek(stacks.Default);

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

    /// <summary>A machine protects itself once its worker works. One without a worker can't, and a group can't be deleted while one is protected.</summary>
    internal static void ProtectsNoUnprovenWorker(StackReport stack) => Assert.Equal("false", stack.Text("workers.group.NewInstancesProtectedFromScaleIn"));

    internal static void ReplacesEachWeek(StackReport stack) => Assert.Equal("604800", stack.Text("workers.groupProperties.MaxInstanceLifetime"));

    internal static void WaitsForTheWorker(StackReport stack)
    {
        var hook = Hook(stack, "autoscaling:EC2_INSTANCE_LAUNCHING");
        Assert.Equal("ABANDON", (string?)hook["DefaultResult"]);
        Assert.Equal(stack.Stack.WorkerSettings["Fleet__LaunchHook"], (string?)hook["LifecycleHookName"]);

        // The group may wait for both hooks of a machine that never worked.
        Assert.InRange((int)hook["HeartbeatTimeout"]! + (int)Hook(stack, "autoscaling:EC2_INSTANCE_TERMINATING")["HeartbeatTimeout"]!, 600, 840);
    }

    internal static void WarmsUp(StackReport stack) => Assert.Equal("300", stack.Text("workers.groupProperties.DefaultInstanceWarmup"));

    internal static void LetsWorkersDrain(StackReport stack)
    {
        var hook = Hook(stack, "autoscaling:EC2_INSTANCE_TERMINATING");
        Assert.Equal(stack.Stack.WorkerSettings["Fleet__LifecycleHookSeconds"], $"{hook["HeartbeatTimeout"]}");

        // A worker that drains asks for more each minute, for 100 times this long at most; for a dead one nobody waits longer.
        Assert.InRange((int)hook["HeartbeatTimeout"]!, 240, 300);
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

    private static JsonNode Hook(StackReport stack, string transition) =>
        Assert.Single(stack.List("workers.hooks"), hook => string.Equals((string?)hook["LifecycleTransition"], transition, StringComparison.Ordinal));
}
