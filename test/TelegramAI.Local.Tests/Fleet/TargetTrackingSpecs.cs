using CsCheck;
using TelegramAI.Core.Fleet;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class TargetTrackingSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 15, 15)]
    [InlineData(4, 10.1, 5)]
    [InlineData(3, 40, 12)]
    [InlineData(1, 1000, 20)]
    public void Scales_out_in_proportion_rounded_up_to_the_maximum(int warm, double metric, int expected) =>
        Assert.Equal(expected, AfterMinutes(3, metric, new GroupCapacity(warm, warm, 0)));

    [Theory]
    [InlineData(11, 2)]
    [InlineData(20, 2)]
    [InlineData(99, 10)]
    public void No_capacity_counts_as_one(double metric, int expected) =>
        Assert.Equal(expected, AfterMinutes(3, metric, new GroupCapacity(0, 0, 0)));

    [Fact]
    public void Two_minutes_over_the_target_are_too_few() =>
        Assert.Equal(10, AfterMinutes(2, metric: 15, new GroupCapacity(10, 10, 0)));

    [Fact]
    public void The_target_itself_is_not_over_the_target() =>
        Assert.Equal(10, AfterMinutes(17, metric: 10, new GroupCapacity(10, 10, 0)));

    [Fact]
    public void Instances_that_warm_up_are_part_of_what_is_asked_for()
    {
        Assert.Equal(10, AfterMinutes(3, metric: 100, new GroupCapacity(Desired: 10, Warm: 0, Warming: 10)));
        Assert.Equal(12, AfterMinutes(3, metric: 30, new GroupCapacity(Desired: 10, Warm: 4, Warming: 6)));
    }

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(10, 5, 5)]
    [InlineData(10, 5.1, 6)]
    [InlineData(1, 6.9, 1)]
    [InlineData(2, 6.9, 2)]
    [InlineData(3, 6.6, 2)]
    public void Scales_in_only_as_far_as_the_target_allows(int warm, double metric, int expected) =>
        Assert.Equal(expected, AfterMinutes(15, metric, new GroupCapacity(warm, warm, 0)));

    [Fact]
    public void Fourteen_quiet_minutes_are_too_few() =>
        Assert.Equal(10, AfterMinutes(14, metric: 0, new GroupCapacity(10, 10, 0)));

    [Fact]
    public void Between_the_two_alarms_nothing_happens() =>
        Assert.Equal(10, AfterMinutes(17, metric: 7, new GroupCapacity(10, 10, 0)));

    [Fact]
    public void Nothing_scales_in_while_an_instance_warms_up() =>
        Assert.Equal(3, AfterMinutes(17, metric: 0, new GroupCapacity(Desired: 3, Warm: 2, Warming: 1)));

    [Fact]
    public void Without_data_the_size_stays()
    {
        var policy = new TargetTracking(new FleetOptions());
        Assert.Equal(7, policy.Evaluate(Start, new GroupCapacity(7, 7, 0)));
        Assert.Equal(AlarmState.InsufficientData, policy.High);
    }

    [Fact]
    public void An_alarm_acts_again_each_minute()
    {
        var policy = new TargetTracking(new FleetOptions { MaxInstances = 100 });
        foreach (var minute in Enumerable.Range(0, 4))
            policy.Publish(Start.AddMinutes(minute), 20);

        Assert.Equal(4, policy.Evaluate(Start.AddMinutes(3), new GroupCapacity(2, 2, 0)));
        Assert.Equal(8, policy.Evaluate(Start.AddMinutes(4), new GroupCapacity(4, 4, 0)));
    }

    [Fact]
    public void A_metric_every_three_minutes_decides_two_minutes_after_its_first_breach()
    {
        var policy = new TargetTracking(new FleetOptions());
        var decided = 0;
        for (var minute = 0; decided == 0 && minute < 60; minute++)
        {
            if (minute % 3 == 0)
                policy.Publish(Start.AddMinutes(minute), minute < 30 ? 0 : 11);

            if (policy.Evaluate(Start.AddMinutes(minute + 1), new GroupCapacity(0, 0, 0)) > 0)
                decided = minute + 1;
        }

        // The minutes 30, 31 and 32 have ended: the last zero, at 27, has left the range of five.
        Assert.Equal(33, decided);
    }

    [Fact]
    public void A_single_job_from_idle_launches_two_without_the_wake_and_one_with_it()
    {
        Assert.Equal(2, LaunchedForOneJob(wake: false));
        Assert.Equal(1, LaunchedForOneJob(wake: true));
    }

    [Fact]
    public void The_size_stays_between_zero_and_the_maximum_and_follows_the_metric() =>
        Gen.Select(Gen.Double[0, 5000], Gen.Double[0, 5000], Gen.Int[0, 30], Gen.Int[0, 10], Gen.Int[1, 50], Gen.Int[1, 40])
            .Sample((metric, more, warm, warming, target, max) =>
            {
                var options = new FleetOptions { TargetBacklog = target, MaxInstances = max };
                var group = new GroupCapacity(Math.Min(max, warm + warming), warm, warming);
                var small = AfterMinutes(17, Math.Min(metric, more), group, options);
                var large = AfterMinutes(17, Math.Max(metric, more), group, options);
                return small >= 0 && large <= max && small <= large;
            });

    [Fact]
    public void A_scale_in_never_pushes_the_metric_over_its_target() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 40], Gen.Int[1, 50]).Sample((visible, warm, target) =>
        {
            var options = new FleetOptions { TargetBacklog = target, MaxInstances = 40 };
            var metric = BacklogPerInstance.Of(visible, warm, target);
            var desired = AfterMinutes(17, metric, new GroupCapacity(warm, warm, 0), options);
            return desired >= warm || BacklogPerInstance.Of(visible, desired, target) <= target;
        });

    private static int AfterMinutes(int minutes, double metric, GroupCapacity group, FleetOptions? options = null)
    {
        var policy = new TargetTracking(options ?? new FleetOptions { MaxInstances = 20 });
        policy.Publish(Start.AddMinutes(-1), 8);
        foreach (var minute in Enumerable.Range(0, minutes))
            policy.Publish(Start.AddMinutes(minute), metric);

        return policy.Evaluate(Start.AddMinutes(minutes), group);
    }

    /// <summary>An idle hour, then one job that an instance takes when it has booted for a minute and finishes a minute later.</summary>
    private static int LaunchedForOneJob(bool wake)
    {
        var options = new FleetOptions();
        var policy = new TargetTracking(options);
        var desired = 0;
        var launched = 0;
        var taken = false;
        int? bootedAt = null;
        for (var minute = 0; minute < 120; minute++)
        {
            taken |= minute > bootedAt;
            var visible = minute >= 60 && !taken ? 1 : 0;
            if (minute == 60 && wake)
                (desired, launched) = (LaunchRule.Worth(1, options), 1);

            if (minute % 3 == 0)
                policy.Publish(Start.AddMinutes(minute), BacklogPerInstance.Of(visible, desired, options.TargetBacklog));

            var warmAt = bootedAt + 5;
            var group = minute >= warmAt ? new GroupCapacity(desired, desired, 0) : new GroupCapacity(desired, 0, desired);
            var next = policy.Evaluate(Start.AddMinutes(minute + 1), group);
            launched += Math.Max(0, next - desired);
            desired = next;
            bootedAt = desired > 0 ? bootedAt ?? minute + 1 : null;
        }

        Assert.Equal(0, desired);
        return launched;
    }
}
