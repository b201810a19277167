using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Tests.Fleet;

public sealed class FleetRuleSpecs
{
    private static readonly FleetOptions Limits = new();
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(3);

    private DateTimeOffset _now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private FleetMemory _memory = new();

    [Fact]
    public void Jobs_that_wait_with_nobody_there_get_what_they_are_worth() => Assert.Equal(3, Look(waiting: 25, desired: 0).Raise);

    [Fact]
    public void A_single_retry_that_is_due_wakes_exactly_one() => Assert.Equal(1, Look(waiting: 1, desired: 0).Raise);

    [Fact]
    public void Machines_that_were_asked_for_already_are_not_asked_for_again()
    {
        Assert.Null(Look(waiting: 1, desired: 1).Raise);
        Assert.Null(Look(waiting: 25, desired: 3, Pending("a")).Raise);
        Assert.Null(Look(waiting: 1, desired: 0, InService("a")).Raise);
    }

    [Fact]
    public void A_wake_that_was_lost_is_made_up_for() => Assert.Equal(6, Look(waiting: 60, desired: 1, Pending("a")).Raise);

    [Fact]
    public void A_wake_that_met_a_machine_ending_itself_is_made_up_for() =>
        Assert.Equal(1, Look(waiting: 1, desired: 0, new FleetInstance("a", InstanceState.Terminating, ProtectedFromScaleIn: false, LaunchedAt: null)).Raise);

    [Fact]
    public void Nothing_is_asked_for_without_a_job_and_never_more_than_the_maximum()
    {
        Assert.Null(Look(waiting: 0, desired: 0).Raise);
        Assert.Equal(Limits.MaxInstances, Look(waiting: 5000, desired: 0).Raise);
    }

    [Fact]
    public void Machines_in_service_that_take_no_job_three_times_in_a_row_are_replaced()
    {
        Assert.Empty(Look(waiting: 2, desired: 2, InService("a"), InService("b")).Unhealthy);
        Assert.Empty(Look(waiting: 2, desired: 2, InService("a"), InService("b")).Unhealthy);
        Assert.Equal(["a", "b"], Look(waiting: 2, desired: 2, InService("a"), InService("b")).Unhealthy);
    }

    [Fact]
    public void A_machine_that_came_later_is_not_blamed()
    {
        Look(waiting: 2, desired: 2, InService("a"), Pending("b"));
        Look(waiting: 2, desired: 2, InService("a"), InService("b"));

        Assert.Equal(["a"], Look(waiting: 2, desired: 2, InService("a"), InService("b")).Unhealthy);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(0, 1)]
    public void A_look_at_which_somebody_works_or_nothing_waits_clears_them(int waiting, int running)
    {
        Look(waiting: 2, desired: 1, InService("a"));
        Look(waiting: 2, desired: 1, InService("a"));
        LookAtWork(waiting, running, InService("a"));
        Look(waiting: 2, desired: 1, InService("a"));

        Assert.Empty(Look(waiting: 2, desired: 1, InService("a")).Unhealthy);
    }

    [Fact]
    public void Long_polling_machines_are_not_hit_where_the_oldest_job_is_young()
    {
        // Each look happened to see a job in the seconds before it was taken.
        for (var look = 0; look < 10; look++)
            Assert.Empty(Look(new QueueCounts(1, 0, 0, 0), desired: 1, oldest: TimeSpan.FromSeconds(20), InService("a")).Unhealthy);
    }

    [Fact]
    public void An_age_that_is_two_minutes_late_spares_nobody()
    {
        Look(new QueueCounts(1, 0, 0, 0), desired: 1, oldest: TimeSpan.Zero, InService("a"));
        Look(new QueueCounts(1, 0, 0, 0), desired: 1, oldest: TimeSpan.FromMinutes(1), InService("a"));

        Assert.Equal(["a"], Look(new QueueCounts(1, 0, 0, 0), desired: 1, oldest: TimeSpan.FromMinutes(4), InService("a")).Unhealthy);
    }

    [Fact]
    public void An_event_that_is_delivered_three_times_at_once_is_no_proof()
    {
        Decide(new QueueCounts(2, 0, 0, 0), desired: 1, oldest: null, InService("a"));
        Decide(new QueueCounts(2, 0, 0, 0), desired: 1, oldest: null, InService("a"));

        Assert.Empty(Decide(new QueueCounts(2, 0, 0, 0), desired: 1, oldest: null, InService("a")).Unhealthy);
    }

    [Fact]
    public void Jobs_that_only_sleep_until_a_retry_blame_nobody()
    {
        for (var look = 0; look < 10; look++)
            Assert.Empty(Look(new QueueCounts(0, 0, Retrying: 5, 0), desired: 1, oldest: null, InService("a")).Unhealthy);
    }

    [Fact]
    public void After_a_machine_that_does_not_come_up_there_is_one_at_a_time()
    {
        Assert.Equal(10, Look(waiting: 100, desired: 10, Pending("a"), Pending("b")).Max);

        Assert.Equal(1, Look(waiting: 100, desired: 10, Pending("a"), Pending("b")).Max);
    }

    [Fact]
    public void After_a_machine_that_went_while_jobs_waited_there_is_one_at_a_time()
    {
        LookAtWork(waiting: 100, running: 2, InService("a"));

        Assert.Equal(1, LookAtWork(waiting: 100, running: 0, Pending("b")).Max);
    }

    [Fact]
    public void A_machine_that_ended_itself_without_jobs_has_not_failed()
    {
        LookAtWork(waiting: 0, running: 0, InService("a"));

        Assert.Equal(10, LookAtWork(waiting: 100, running: 0, Pending("b")).Max);
    }

    [Fact]
    public void A_machine_that_goes_to_standby_while_jobs_wait_and_comes_back_has_not_failed()
    {
        LookAtWork(waiting: 100, running: 2, InService("a"), InService("b"));
        Assert.Equal(10, LookAtWork(waiting: 100, running: 2, Standby("a"), InService("b")).Max);
        LookAtWork(waiting: 100, running: 2, Standby("a"), InService("b"));
        LookAtWork(waiting: 100, running: 2, Pending("a"), InService("b"));

        Assert.Equal(10, LookAtWork(waiting: 100, running: 4, InService("a"), InService("b")).Max);
    }

    [Fact]
    public void A_machine_on_standby_is_nobody_who_comes_and_is_not_blamed()
    {
        Assert.Equal(1, Look(waiting: 2, desired: 0, Standby("a")).Raise);
        Look(waiting: 2, desired: 0, Standby("a"));
        Assert.Empty(Look(waiting: 2, desired: 0, Standby("a")).Unhealthy);
    }

    [Fact]
    public void Machines_that_work_stay_beside_the_one_that_may_be_tried()
    {
        for (var look = 0; look < 3; look++)
            LookAtWork(waiting: 100, running: 6, InService("a"), InService("b"), InService("c"), InService("d"));

        Assert.Equal(4, LookAtWork(waiting: 100, running: 6, InService("a"), InService("b"), InService("c")).Max);
    }

    [Fact]
    public void A_machine_that_was_launched_after_the_failure_and_works_lifts_the_limit()
    {
        LookAtWork(waiting: 100, running: 2, InService("a"));
        LookAtWork(waiting: 100, running: 0, Pending("b"));
        Assert.Equal(1, LookAtWork(waiting: 100, running: 2, InService("b")).Max);
        Assert.Equal(1, LookAtWork(waiting: 100, running: 2, InService("b")).Max);

        var decision = LookAtWork(waiting: 100, running: 2, InService("b"));

        Assert.Equal((10, 10), (decision.Max, decision.Raise));
    }

    [Fact]
    public void A_machine_that_has_finished_a_job_lifts_the_limit_at_once()
    {
        LookAtWork(waiting: 100, running: 2, InService("a"));
        LookAtWork(waiting: 102, running: 0, Pending("b"));
        Assert.Equal(1, LookAtWork(waiting: 100, running: 2, InService("b")).Max);

        Assert.Equal(10, LookAtWork(waiting: 98, running: 2, InService("b")).Max);
    }

    [Fact]
    public void Jobs_that_an_older_machine_may_have_finished_are_no_proof()
    {
        LookAtWork(waiting: 100, running: 4, InService("a"), InService("b"));
        LookAtWork(waiting: 100, running: 2, InService("a"), Pending("c"));
        LookAtWork(waiting: 98, running: 4, InService("a"), InService("c"));

        Assert.Equal(2, LookAtWork(waiting: 90, running: 4, InService("a"), InService("c")).Max);
    }

    [Fact]
    public void A_machine_that_was_there_before_the_failure_does_not_lift_the_limit()
    {
        for (var look = 0; look < 3; look++)
            LookAtWork(waiting: 100, running: 4, InService("a"), InService("b"));
        for (var look = 0; look < 5; look++)
            Assert.Equal(2, LookAtWork(waiting: 100, running: 2, InService("a")).Max);
    }

    [Fact]
    public void A_machine_that_is_in_service_and_takes_nothing_does_not_lift_the_limit()
    {
        LookAtWork(waiting: 100, running: 2, InService("a"));
        LookAtWork(waiting: 100, running: 0, Pending("b"));
        for (var look = 0; look < 3; look++)
            Assert.Equal(1, LookAtWork(waiting: 100, running: 0, InService("b")).Max);
    }

    private static FleetInstance Pending(string id) => new(id, InstanceState.Pending, ProtectedFromScaleIn: false, LaunchedAt: null);

    private static FleetInstance Standby(string id) => new(id, InstanceState.Standby, ProtectedFromScaleIn: false, LaunchedAt: null);

    private static FleetInstance InService(string id) => new(id, InstanceState.InService, ProtectedFromScaleIn: true, LaunchedAt: null);

    private FleetDecision Look(int waiting, int desired, params FleetInstance[] instances) => Look(new QueueCounts(waiting, 0, 0, 0), desired, oldest: null, instances);

    private FleetDecision LookAtWork(int waiting, int running, params FleetInstance[] instances) =>
        Look(new QueueCounts(waiting, running, 0, 0), desired: instances.Length, oldest: null, instances);

    private FleetDecision Look(QueueCounts counts, int desired, TimeSpan? oldest, params FleetInstance[] instances)
    {
        var decision = Decide(counts, desired, oldest, instances);
        _now += Interval;
        return decision;
    }

    private FleetDecision Decide(QueueCounts counts, int desired, TimeSpan? oldest, params FleetInstance[] instances)
    {
        var decision = FleetRule.Decide(_memory, new FleetState(desired, Limits.MaxInstances, instances), counts, oldest, Limits, _now);
        _memory = decision.Memory;
        return decision;
    }
}
