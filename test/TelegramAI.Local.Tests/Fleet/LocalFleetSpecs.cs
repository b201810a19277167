using TelegramAI.Core.Fleet;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class LocalFleetSpecs
{
    private static readonly TimeSpan Job = TimeSpan.FromSeconds(72);

    [Fact]
    public async Task A_burst_of_fifty_grows_the_fleet_and_then_it_shrinks_to_nothing()
    {
        var simulated = new SimulatedFleet();
        simulated.Queue(50, Job);
        await simulated.WakeAsync();
        Assert.Equal(5, simulated.Fleet.Describe().Desired);

        await simulated.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(50, simulated.Workers.Sum(worker => worker.Done));
        Assert.InRange(simulated.History.Read().Max(point => point.InService), 5, 10);
        Assert.Equal(0, simulated.Fleet.Describe().Desired);
        Assert.Empty(simulated.Fleet.Describe().Instances);
        Assert.Equal(0, simulated.History.Read()[^1].InService);
    }

    [Fact]
    public async Task Without_the_wake_the_next_look_starts_the_fleet()
    {
        var simulated = new SimulatedFleet();
        await simulated.RunAsync(TimeSpan.FromMinutes(10));
        simulated.Queue(50, Job);
        Assert.Equal(0, simulated.Fleet.Describe().Desired);

        await simulated.RunAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(5, simulated.Fleet.Describe().Desired);

        await simulated.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(50, simulated.Workers.Sum(worker => worker.Done));
        Assert.Empty(simulated.Fleet.Describe().Instances);
    }

    [Fact]
    public async Task A_single_job_launches_one_instance_that_ends_itself_when_idle()
    {
        var simulated = new SimulatedFleet();
        await simulated.RunAsync(TimeSpan.FromMinutes(30));
        simulated.Queue(1, Job);
        await simulated.WakeAsync();

        await simulated.RunAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(1, Assert.Single(simulated.Workers).Done);
        Assert.True(Assert.Single(simulated.Fleet.Describe().Instances).ProtectedFromScaleIn);

        await simulated.RunAsync(TimeSpan.FromMinutes(3));
        Assert.Single(simulated.Workers);
        Assert.Empty(simulated.Fleet.Describe().Instances);
        Assert.Equal(0, simulated.Fleet.Describe().Desired);
    }

    [Fact]
    public async Task A_busy_instance_is_never_ended()
    {
        var simulated = new SimulatedFleet(new FleetOptions { TargetBacklog = 1 });
        simulated.Queue(1, TimeSpan.FromMinutes(50));
        simulated.Queue(3, Job);
        await simulated.WakeAsync();

        await simulated.RunAsync(TimeSpan.FromMinutes(40));

        // The policy wants none any more; the last one has its job still.
        Assert.Equal(0, simulated.Fleet.Describe().Desired);
        var instance = Assert.Single(simulated.Fleet.Describe().Instances);
        Assert.True(instance is { State: InstanceState.InService, ProtectedFromScaleIn: true });

        await simulated.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Empty(simulated.Fleet.Describe().Instances);
        Assert.Equal(4, simulated.Workers.Sum(worker => worker.Done));
        Assert.DoesNotContain(simulated.Workers, worker => worker.StoppedWhileBusy);
    }

    [Fact]
    public async Task No_instance_is_ended_busy_whatever_arrives_when()
    {
        var random = new Random(7);
        var simulated = new SimulatedFleet(new FleetOptions { TargetBacklog = 3 });
        for (var minute = 0; minute < 300; minute++)
        {
            if (random.Next(15) == 0)
            {
                simulated.Queue(random.Next(1, 40), TimeSpan.FromSeconds(random.Next(5, 900)));
                await simulated.WakeAsync();
            }

            await simulated.RunAsync(TimeSpan.FromMinutes(1));
            Assert.InRange(simulated.Fleet.Describe().Desired, 0, 10);
            Assert.InRange(simulated.Fleet.Describe().Committed, 0, 10);
        }

        await simulated.RunAsync(TimeSpan.FromHours(24), until: () => simulated.Fleet.Describe().Instances.Count == 0 && simulated.Visible == 0);
        Assert.Equal(0, simulated.Visible + simulated.InFlight);
        Assert.NotEmpty(simulated.Workers);
        Assert.DoesNotContain(simulated.Workers, worker => worker.StoppedWhileBusy);
    }

    [Fact]
    public async Task Asking_for_less_lowers_nothing_and_asking_for_too_much_stops_at_the_maximum()
    {
        var fleet = new SimulatedFleet().Fleet;
        await fleet.RaiseDesiredAsync(3, TestContext.Current.CancellationToken);
        await fleet.RaiseDesiredAsync(1, TestContext.Current.CancellationToken);
        Assert.Equal(3, fleet.Describe().Desired);

        await fleet.RaiseDesiredAsync(1000, TestContext.Current.CancellationToken);
        Assert.Equal(10, fleet.Describe().Desired);
        Assert.Equal(10, fleet.Describe().Committed);
    }

    [Fact]
    public async Task An_instance_whose_worker_breaks_is_replaced()
    {
        var simulated = new SimulatedFleet();
        simulated.Create = id => new SimulatedWorker(id)
        {
            Breaks = simulated.Workers.Count == 0 ? new InvalidOperationException("No disk") : null,
        };
        simulated.Queue(1, Job);
        await simulated.WakeAsync();

        await simulated.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal([0, 1], simulated.Workers.Select(worker => worker.Done));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_retry_that_is_due_when_nobody_is_there_launches_exactly_one_instance()
    {
        var simulated = new SimulatedFleet();
        await simulated.RunAsync(TimeSpan.FromMinutes(30));
        simulated.Queue(1, Job);

        await simulated.RunAsync(TimeSpan.FromMinutes(4.5), until: () => simulated.InFlight > 0);
        Assert.True(Assert.Single(simulated.Workers).Busy);

        await simulated.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(1, Assert.Single(simulated.Workers).Done);
        Assert.Empty(simulated.Fleet.Describe().Instances);
    }

    // The machine ends itself in one of these moments, while what is asked for still counts it.
    [Fact(Timeout = 60_000)]
    public async Task A_wake_that_meets_a_machine_ending_itself_is_not_lost()
    {
        for (var idle = TimeSpan.Zero; idle <= TimeSpan.FromMinutes(3); idle += LocalFleetService.TickEvery)
        {
            var simulated = new SimulatedFleet();
            simulated.Queue(1, Job);
            await simulated.WakeAsync();
            await simulated.RunAsync(TimeSpan.FromMinutes(30), until: () => simulated.Workers.Sum(worker => worker.Done) == 1);
            await simulated.RunAsync(idle);

            simulated.Queue(1, Job);
            await simulated.WakeAsync();

            await simulated.RunAsync(TimeSpan.FromMinutes(4.5), until: () => simulated.Visible == 0);
            Assert.True(simulated.Visible == 0, $"The job that came when the machine had been idle for {idle} was not taken");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_wake_that_was_lost_is_made_up_for_at_the_next_look()
    {
        var simulated = new SimulatedFleet();
        await simulated.RunAsync(TimeSpan.FromMinutes(30));
        simulated.Queue(1, Job);
        await simulated.WakeAsync();
        simulated.Queue(59, Job);

        await simulated.RunAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(6, simulated.Fleet.Describe().Desired);
    }

    [Fact]
    public async Task Stopping_the_fleet_asks_every_worker_to_stop_and_waits_for_them()
    {
        var simulated = new SimulatedFleet();
        await simulated.Fleet.RaiseDesiredAsync(3, TestContext.Current.CancellationToken);
        await simulated.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(3, simulated.Workers.Count);

        await simulated.Fleet.StopAsync(TestContext.Current.CancellationToken);

        Assert.All(simulated.Workers, worker => Assert.True(worker.Stopped.IsCompleted));
        Assert.Empty(simulated.Fleet.Describe().Instances);

        await simulated.Fleet.RaiseDesiredAsync(3, TestContext.Current.CancellationToken);
        Assert.Empty(simulated.Fleet.Describe().Instances);
    }
}
