using System.Net;
using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Tests.Fleet;

public sealed class AutoScalingInstanceLifeSpecs(SharedMoto moto)
{
    private const string Hook = "drain";
    private const string LaunchHook = "launch";

    private const string Refusal =
        "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>planned</Message></Error><RequestId>1</RequestId></ErrorResponse>";

    private static readonly InstanceId Stranger = new("i-00000000000000000");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_knows_where_it_stands_in_the_group_that_is_named()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var (group, machine) = await MachineAsync(autoScaling);

        Assert.Equal(InstanceStanding.InService, await Open(autoScaling, group).FindStandingAsync(machine, Cancellation));
        Assert.Equal(InstanceStanding.Outside, await Open(autoScaling, group).FindStandingAsync(Stranger, Cancellation));
        Assert.Equal(InstanceStanding.Outside, await Open(autoScaling, "another").FindStandingAsync(machine, Cancellation));
        Assert.Equal(InstanceStanding.Outside, await Open(autoScaling, "").FindStandingAsync(machine, Cancellation));
    }

    [Theory]
    [InlineData("Pending:Wait", InstanceStanding.Starting)]
    [InlineData("Pending", InstanceStanding.Starting)]
    [InlineData("EnteringStandby", InstanceStanding.Standby)]
    [InlineData("Standby", InstanceStanding.Standby)]
    [InlineData("ReplacingRootVolume:Wait", InstanceStanding.Standby)]
    [InlineData("WhateverComes", InstanceStanding.Standby)]
    [InlineData("Terminating:Wait", InstanceStanding.Leaving)]
    [InlineData("Terminated", InstanceStanding.Leaving)]
    [InlineData("Detaching", InstanceStanding.Leaving)]
    [InlineData("Detached", InstanceStanding.Outside)]
    public async Task Each_state_of_a_member_has_one_meaning_and_only_one_that_leaves_may_never_work_again(string state, InstanceStanding standing)
    {
        using var autoScaling = await moto.AutoScalingAsync(InState(state));
        var life = Open(autoScaling, "workers");

        Assert.Equal(standing, await life.FindStandingAsync(Stranger, Cancellation));
        var refusal = await Record.ExceptionAsync(() => life.ProtectAsync(Stranger, Cancellation));
        Assert.Equal(standing is InstanceStanding.Starting or InstanceStanding.Standby, refusal is InstanceNotInServiceException);
    }

    [Fact]
    public async Task A_group_is_closed_when_it_may_have_no_machine()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var closed = await moto.CreateGroupAsync(desired: 0, max: 0, Cancellation);
        var open = await moto.CreateGroupAsync(desired: 0, max: 1, Cancellation);

        Assert.True(await Open(autoScaling, closed).IsGroupClosedAsync(Cancellation));
        Assert.False(await Open(autoScaling, open).IsGroupClosedAsync(Cancellation));
        Assert.False(await Open(autoScaling, "another").IsGroupClosedAsync(Cancellation));
    }

    [Fact]
    public async Task It_is_protected_until_it_gives_that_up()
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var (group, machine) = await MachineAsync(autoScaling);
        var life = Open(autoScaling, group);

        await life.ProtectAsync(machine, Cancellation);
        Assert.True(await IsProtectedAsync(autoScaling, group, machine));
        await life.UnprotectAsync(machine, Cancellation);
        Assert.False(await IsProtectedAsync(autoScaling, group, machine));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task It_ends_itself_and_the_group_wants_one_less_unless_another_takes_its_place(bool replace, int desired)
    {
        using var autoScaling = await moto.AutoScalingAsync();
        var (group, machine) = await MachineAsync(autoScaling);

        Assert.True(await Open(autoScaling, group).TerminateAsync(machine, replace, Cancellation));

        var left = await DescribeAsync(autoScaling, group);
        Assert.Equal(desired, left.DesiredCapacity);
        Assert.DoesNotContain(left.Instances ?? [], instance => string.Equals(instance.InstanceId, machine.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_its_group_can_not_do_without_stays()
    {
        using var autoScaling = await moto.AutoScalingAsync(Refusing("TerminateInstanceInAutoScalingGroup"));
        var (group, machine) = await MachineAsync(autoScaling);

        Assert.False(await Open(autoScaling, group).TerminateAsync(machine, replace: false, Cancellation));
    }

    [Theory]
    [InlineData("SetInstanceProtection")]
    [InlineData("TerminateInstanceInAutoScalingGroup")]
    public async Task One_that_is_not_in_service_any_more_is_leaving(string refused)
    {
        using var autoScaling = await moto.AutoScalingAsync(Refusing(refused));
        var (group, _) = await MachineAsync(autoScaling);
        var life = Open(autoScaling, group);

        await Assert.ThrowsAsync<InstanceLeavingException>(() => refused is "SetInstanceProtection"
            ? life.ProtectAsync(Stranger, Cancellation)
            : life.TerminateAsync(Stranger, replace: false, Cancellation));
    }

    [Fact]
    public async Task One_that_is_in_service_and_can_not_be_protected_yet_asks_again()
    {
        using var autoScaling = await moto.AutoScalingAsync(Refusing("SetInstanceProtection"));
        var (group, machine) = await MachineAsync(autoScaling);

        await Assert.ThrowsAsync<AmazonAutoScalingException>(() => Open(autoScaling, group).ProtectAsync(machine, Cancellation));
    }

    [Fact]
    public async Task A_group_that_is_away_is_told_in_words_that_are_not_the_vendors()
    {
        using var autoScaling = await moto.AutoScalingAsync(
            new Wire((_, _) => Task.FromResult(Wire.Answer(HttpStatusCode.ServiceUnavailable, "text/xml", "<html/>"))));
        var life = Open(autoScaling, "a-group");

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => life.FindStandingAsync(Stranger, Cancellation));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => life.ProtectAsync(Stranger, Cancellation));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => life.TerminateAsync(Stranger, replace: false, Cancellation));
    }

    [Fact]
    public async Task Each_hook_is_beaten_and_completed_by_its_name()
    {
        List<string> asked = [];
        using var autoScaling = await moto.AutoScalingAsync(new Wire(async (request, _) =>
        {
            var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(Cancellation));
            asked.Add($"{form["Action"]} {form["AutoScalingGroupName"]} {form["LifecycleHookName"]} {form["InstanceId"]} {form.GetValueOrDefault("LifecycleActionResult")}".TrimEnd());
            return Wire.Answer(HttpStatusCode.OK, "text/xml", $"<{form["Action"]}Response><{form["Action"]}Result/></{form["Action"]}Response>");
        }));
        var life = Open(autoScaling, "workers");

        await life.ReportReadyAsync(Stranger, Cancellation);
        await life.BeatAsync(Stranger, Cancellation);
        await life.CompleteAsync(Stranger, Cancellation);

        Assert.Equal(
            [$"CompleteLifecycleAction workers {LaunchHook} {Stranger} CONTINUE", $"RecordLifecycleActionHeartbeat workers {Hook} {Stranger}", $"CompleteLifecycleAction workers {Hook} {Stranger} CONTINUE"], asked);
    }

    [Theory]
    [InlineData(Hook)]
    [InlineData(null)]
    public async Task A_group_that_does_not_wait_says_so(string? hook)
    {
        using var autoScaling = await moto.AutoScalingAsync(Refusing("RecordLifecycleActionHeartbeat", "CompleteLifecycleAction"));
        var life = Open(autoScaling, "workers", hook);

        await Assert.ThrowsAsync<NoLifecycleActionException>(() => life.BeatAsync(Stranger, Cancellation));
        await Assert.ThrowsAsync<NoLifecycleActionException>(() => life.CompleteAsync(Stranger, Cancellation));
        await Assert.ThrowsAsync<NoLifecycleActionException>(() => life.ReportReadyAsync(Stranger, Cancellation));
    }

    private static AutoScalingInstanceLife Open(IAmazonAutoScaling autoScaling, string group, string? hook = Hook) =>
        new(autoScaling, Options.Create(new InstanceLifeOptions { GroupName = group, LifecycleHook = hook, LaunchHook = hook is null ? null : LaunchHook }));

    /// <summary>Has a machine in a state that moto has not, and refuses to protect it.</summary>
    private static Wire InState(string state) => new(async (request, _) =>
    {
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(Cancellation));
        return form["Action"] == "DescribeAutoScalingInstances"
            ? Wire.Answer(
                HttpStatusCode.OK,
                "text/xml",
                $"""
                <DescribeAutoScalingInstancesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingInstancesResult>
                <AutoScalingInstances><member><InstanceId>{Stranger}</InstanceId><AutoScalingGroupName>workers</AutoScalingGroupName>
                <LifecycleState>{state}</LifecycleState></member></AutoScalingInstances></DescribeAutoScalingInstancesResult></DescribeAutoScalingInstancesResponse>
                """)
            : Wire.Answer(HttpStatusCode.BadRequest, "text/xml", Refusal);
    });

    /// <summary>Refuses some calls as Auto Scaling refuses whatever it refuses, and hands the others on.</summary>
    private static Wire Refusing(params string[] actions) => new(async (request, send) =>
    {
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(Cancellation));
        return actions.Contains($"{form["Action"]}", StringComparer.Ordinal)
            ? Wire.Answer(HttpStatusCode.BadRequest, "text/xml", Refusal)
            : await send();
    });

    private async Task<(string Group, InstanceId Machine)> MachineAsync(IAmazonAutoScaling autoScaling)
    {
        var group = await moto.CreateGroupAsync(desired: 1, max: 3, Cancellation);
        return (group, new InstanceId(Assert.Single((await DescribeAsync(autoScaling, group)).Instances).InstanceId));
    }

    private static async Task<bool?> IsProtectedAsync(IAmazonAutoScaling autoScaling, string group, InstanceId machine) =>
        Assert.Single((await DescribeAsync(autoScaling, group)).Instances, instance => string.Equals(instance.InstanceId, machine.Value, StringComparison.Ordinal)).ProtectedFromScaleIn;

    private static async Task<AutoScalingGroup> DescribeAsync(IAmazonAutoScaling autoScaling, string group)
    {
        var described = await autoScaling.DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [group] }, Cancellation);
        return Assert.Single(described.AutoScalingGroups);
    }
}
