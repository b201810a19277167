using System.Net;
using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Tests.Fleet;

public sealed class AutoScalingFleetSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_described_with_its_instances()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var name = await moto.CreateGroupAsync(desired: 2, max: 5, Cancellation);
        var fleet = Open(autoScaling, name);
        var before = await fleet.DescribeAsync(Cancellation);
        await autoScaling.SetInstanceProtectionAsync(
            new SetInstanceProtectionRequest { AutoScalingGroupName = name, InstanceIds = [before.Instances[0].Id], ProtectedFromScaleIn = true }, Cancellation);

        var state = await fleet.DescribeAsync(Cancellation);

        Assert.Equal((2, 5, 2), (state.Desired, state.Max, state.Committed));
        Assert.All(state.Instances, instance => Assert.Equal(InstanceState.InService, instance.State));
        Assert.Equal(before.Instances[0].Id, Assert.Single(state.Instances, instance => instance.ProtectedFromScaleIn).Id);
    }

    [Fact]
    public async Task An_empty_group_has_nothing()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var fleet = Open(autoScaling, await moto.CreateGroupAsync(desired: 0, max: 5, Cancellation));

        var state = await fleet.DescribeAsync(Cancellation);

        Assert.Equal((0, 0), (state.Desired, state.Committed));
        Assert.Empty(state.Instances);
    }

    [Theory]
    [InlineData("Pending", InstanceState.Pending)]
    [InlineData("Pending:Wait", InstanceState.Pending)]
    [InlineData("Pending:Proceed", InstanceState.Pending)]
    [InlineData("InService", InstanceState.InService)]
    [InlineData("Terminating", InstanceState.Terminating)]
    [InlineData("Terminating:Wait", InstanceState.Terminating)]
    [InlineData("Terminated", InstanceState.Terminating)]
    [InlineData("Terminating:Retained", InstanceState.Terminating)]
    [InlineData("Detaching", InstanceState.Terminating)]
    [InlineData("Detached", InstanceState.Terminating)]
    [InlineData("Standby", InstanceState.Standby)]
    [InlineData("EnteringStandby", InstanceState.Standby)]
    [InlineData("ReplacingRootVolume", InstanceState.Standby)]
    [InlineData("ReplacingRootVolume:Wait", InstanceState.Standby)]
    [InlineData("RootVolumeReplaced", InstanceState.Standby)]
    [InlineData("Quarantined", InstanceState.Standby)]
    [InlineData("WhateverComes", InstanceState.Standby)]
    [InlineData("Warmed:Stopped", null)]
    [InlineData("Warmed:Pending:Wait", null)]
    public async Task Each_state_of_an_instance_is_one_of_the_fleets_or_no_capacity(string lifecycle, InstanceState? expected)
    {
        var wire = new Wire((_, _) => Task.FromResult(Page(Group(lifecycle), next: null)));
        using var autoScaling = await moto.AutoScalingAsync(wire);

        var state = await Open(autoScaling, "workers").DescribeAsync(Cancellation);

        Assert.Equal(expected, state.Instances.SingleOrDefault()?.State);
        Assert.Equal(expected is InstanceState.Pending or InstanceState.InService ? 1 : 0, state.Committed);
    }

    [Fact]
    public async Task A_group_on_a_later_page_is_found()
    {
        var pages = 0;
        var wire = new Wire((_, _) => Task.FromResult(++pages < 3 ? Page(group: "", next: $"page{pages}") : Page(Group("InService"), next: null)));
        using var autoScaling = await moto.AutoScalingAsync(wire);

        Assert.Equal(1, (await Open(autoScaling, "workers").DescribeAsync(Cancellation)).Committed);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task The_desired_number_is_raised_and_never_lowered()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var fleet = Open(autoScaling, await moto.CreateGroupAsync(desired: 0, max: 5, Cancellation));

        await fleet.RaiseDesiredAsync(3, Cancellation);
        await fleet.RaiseDesiredAsync(1, Cancellation);

        Assert.Equal(3, (await fleet.DescribeAsync(Cancellation)).Desired);
    }

    [Fact]
    public async Task More_than_the_group_may_have_is_not_asked_for()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var fleet = Open(autoScaling, await moto.CreateGroupAsync(desired: 1, max: 2, Cancellation));

        await fleet.RaiseDesiredAsync(100, Cancellation);

        Assert.Equal(2, (await fleet.DescribeAsync(Cancellation)).Desired);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_maximum_is_lowered_with_what_is_asked_for_and_lifted_again()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var fleet = Open(autoScaling, await moto.CreateGroupAsync(desired: 3, max: 5, Cancellation));

        await fleet.SetMaxAsync(1, Cancellation);
        var limited = await fleet.DescribeAsync(Cancellation);
        await fleet.SetMaxAsync(5, Cancellation);

        Assert.Equal((1, 1), (limited.Max, limited.Desired));
        Assert.Equal(5, (await fleet.DescribeAsync(Cancellation)).Max);
    }

    [Fact(Timeout = 60_000)]
    public async Task Instances_that_do_not_work_are_marked_without_the_grace_period_and_those_that_are_gone_are_ignored()
    {
        var bodies = new List<string>();
        var wire = new Wire(async (request, send) =>
        {
            bodies.Add(await request.Content!.ReadAsStringAsync(Cancellation));
            return bodies[^1].Contains("InstanceId=i-gone", StringComparison.Ordinal)
                ? Wire.Answer(HttpStatusCode.BadRequest, "text/xml", "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>No such instance</Message></Error></ErrorResponse>")
                : await send();
        });
        using var autoScaling = await moto.AutoScalingAsync(wire);
        var name = await moto.CreateGroupAsync(desired: 2, max: 5, Cancellation);
        var fleet = Open(autoScaling, name);
        var instance = (await fleet.DescribeAsync(Cancellation)).Instances[0].Id;

        await fleet.MarkUnhealthyAsync(["i-gone", instance], Cancellation);

        var group = (await autoScaling.DescribeAutoScalingGroupsAsync(new() { AutoScalingGroupNames = [name] }, Cancellation)).AutoScalingGroups.Single();
        Assert.Equal(instance, Assert.Single(group.Instances, one => one.HealthStatus is "Unhealthy").InstanceId);
        Assert.Equal(2, bodies.Count(body => body.Contains("ShouldRespectGracePeriod=false", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Many_who_raise_at_once_do_no_harm()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var fleet = Open(autoScaling, await moto.CreateGroupAsync(desired: 0, max: 5, Cancellation));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fleet.RaiseDesiredAsync(4, Cancellation)));

        Assert.Equal(4, (await fleet.DescribeAsync(Cancellation)).Desired);
    }

    [Theory]
    [InlineData("ResourceContention")]
    [InlineData("ScalingActivityInProgress")]
    public async Task A_raise_that_met_another_change_of_the_group_is_tried_again(string code)
    {
        var name = await moto.CreateGroupAsync(desired: 0, max: 5, Cancellation);
        var sets = 0;
        var wire = new Wire(async (request, send) =>
        {
            var body = await request.Content!.ReadAsStringAsync(Cancellation);
            return body.Contains("Action=SetDesiredCapacity", StringComparison.Ordinal) && ++sets is 1
                ? Wire.Answer(HttpStatusCode.BadRequest, "text/xml", $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>Busy</Message></Error></ErrorResponse>")
                : await send();
        });
        using var autoScaling = await moto.AutoScalingAsync(wire);
        var fleet = Open(autoScaling, name);

        await fleet.RaiseDesiredAsync(2, Cancellation);

        Assert.Equal(2, (await fleet.DescribeAsync(Cancellation)).Desired);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_named()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var fleet = Open(autoScaling, "no-such-group");

        var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(() => fleet.DescribeAsync(Cancellation));
        Assert.Equal("Fleet:GroupName names an Auto Scaling group that does not exist here: 'no-such-group'", missing.Message);
        await Assert.ThrowsAsync<AwsResourceMissingException>(() => fleet.RaiseDesiredAsync(1, Cancellation));
    }

    private static AutoScalingFleet Open(IAmazonAutoScaling autoScaling, string group) =>
        new(autoScaling, Options.Create(new AutoScalingOptions { GroupName = group }));

    private static string Group(string lifecycle) =>
        $"""
        <member><AutoScalingGroupName>workers</AutoScalingGroupName><DesiredCapacity>1</DesiredCapacity><MaxSize>5</MaxSize><Instances>
        <member><InstanceId>i-1</InstanceId><LifecycleState>{lifecycle}</LifecycleState><ProtectedFromScaleIn>true</ProtectedFromScaleIn></member>
        </Instances></member>
        """;

    private static HttpResponseMessage Page(string group, string? next) => Wire.Answer(
        HttpStatusCode.OK,
        "text/xml",
        $"""
        <DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult>
        <AutoScalingGroups>{group}</AutoScalingGroups>{(next is null ? "" : $"<NextToken>{next}</NextToken>")}
        </DescribeAutoScalingGroupsResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeAutoScalingGroupsResponse>
        """);
}
