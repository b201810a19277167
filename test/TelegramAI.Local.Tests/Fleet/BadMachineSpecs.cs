using TelegramAI.Core.Fleet;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

/// <summary>A day of the fleet with machines that do not work, as AWS would have it: the sender looks every three minutes.</summary>
public sealed class BadMachineSpecs
{
    private static readonly LocalFleetOptions Times = new();

    /// <summary>One slot with these is as fast as a machine's two with jobs of half a minute.</summary>
    private static readonly TimeSpan Job = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Gone = TimeSpan.FromMinutes(15);

    /// <summary>The machine's own switch ends it within five minutes of its worker's death.</summary>
    private static readonly TimeSpan Switch = TimeSpan.FromMinutes(4.5);

    /// <summary>A single machine has its own backlog before the fleet asks for a second one.</summary>
    private static readonly TimeSpan Longest = Times.Boot + Gone + new FleetOptions().TargetBacklog * (Job + LocalFleetService.TickEvery);

    private static readonly int Most = new FleetOptions().MaxInstances;

    private readonly SimulatedFleet _simulated = new();
    private DateTimeOffset? _failed;
    private int _launched;

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task In_a_day_with_bad_machines_no_job_waits_long_and_never_are_there_two_of_them(int seed)
    {
        var random = new Random(seed);
        var start = _simulated.Now;

        // The image is bad for two hours, and again for one; at other times a machine now and then is, but not two in a row.
        (DateTimeOffset From, DateTimeOffset To)[] badImage = [(start.AddHours(2), start.AddHours(4)), (start.AddHours(12), start.AddHours(13))];
        _simulated.Create = id => badImage.Any(period => _simulated.Now >= period.From && _simulated.Now < period.To)
            ? Ill(id, _launched++ % 4)
            : _launched++ % 7 == 3 && !_simulated.Workers.Exists(worker => worker.BadSince is not null && !worker.Stopped.IsCompleted) ? Ill(id, random.Next(Kinds)) : new SimulatedWorker(id);

        for (var minute = 0; minute < 24 * 60; minute++)
        {
            if (random.Next(20) == 0)
            {
                _simulated.Queue(random.Next(1, 16), Job);
                await _simulated.WakeAsync();
            }

            if (random.Next(60) == 0)
                ToStandbyAndBack(random);

            await _simulated.RunAsync(TimeSpan.FromMinutes(1), until: HasLooked);
        }

        _simulated.Workers.ForEach(worker => worker.Rests = false);
        await _simulated.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(0, _simulated.Visible + _simulated.InFlight);
        Assert.Contains(_simulated.Workers, worker => worker.BadSince is not null);
        Assert.All(
            _simulated.Workers.SelectMany(worker => worker.Waits),
            wait => Assert.True(Outside(wait.QueuedAt, wait.TakenAt) <= Longest, $"A job of {wait.QueuedAt:t} waited for {wait.TakenAt - wait.QueuedAt}"));

        // Nothing that works could have been launched while the image was bad.
        TimeSpan Outside(DateTimeOffset from, DateTimeOffset to) => badImage.Aggregate(to - from, (wait, bad) =>
        {
            var (since, until) = (from > bad.From ? from : bad.From, to < bad.To ? to : bad.To);
            return until > since ? wait - (until - since) : wait;
        });
    }

    [Fact(Timeout = 60_000)]
    public async Task Machines_that_all_hang_are_replaced_one_at_a_time_until_one_works()
    {
        _simulated.Create = id => _simulated.Workers.Count < 5 ? new SimulatedWorker(id) { TakesNoneAfter = TimeSpan.Zero } : new SimulatedWorker(id);
        _simulated.Queue(30, Job);
        await _simulated.WakeAsync();

        await _simulated.RunAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(1, _simulated.Fleet.Describe().Max);
        Assert.Equal(1, _simulated.Fleet.Describe().Committed);

        await _simulated.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(30, _simulated.Workers.Sum(worker => worker.Done));
        Assert.Equal(10, _simulated.Fleet.Describe().Max);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_hundred_jobs_on_a_bad_image_cost_a_first_ten_machines_and_then_one_at_a_time()
    {
        _simulated.Create = id => Ill(id, kind: 0);
        _simulated.Queue(100, Job);
        await _simulated.WakeAsync();
        Assert.Equal(10, _simulated.Fleet.Describe().Committed);

        await _simulated.RunAsync(TimeSpan.FromMinutes(15));
        for (var minute = 0; minute < 120; minute++)
        {
            await _simulated.RunAsync(TimeSpan.FromMinutes(1));
            Assert.InRange(_simulated.Fleet.Describe().Committed, 0, 1);
        }
    }

    /// <summary>How many ways there are to be ill. The first four are so from the start.</summary>
    private const int Kinds = 8;

    private static SimulatedWorker Ill(string id, int kind) => kind switch
    {
        // It never starts, or its metadata never answer.
        0 => new SimulatedWorker(id) { Reports = false },

        // It crashes in a loop.
        1 => new SimulatedWorker(id) { Crashes = true, SwitchedOffAfter = Switch },

        // It starts, and loses its dockerd.
        2 => new SimulatedWorker(id) { TakesNoneAfter = TimeSpan.Zero, SwitchedOffAfter = Switch },

        // It hangs, and not even its own switch works: only the sender is left.
        3 => new SimulatedWorker(id) { TakesNoneAfter = TimeSpan.Zero },
        4 => new SimulatedWorker(id) { TakesNoneAfter = TimeSpan.FromMinutes(7), SwitchedOffAfter = TimeSpan.FromMinutes(7) + Switch },
        5 => new SimulatedWorker(id) { TakesNoneAfter = TimeSpan.FromMinutes(7) },

        // Its metadata answer late: it is slow, or given up.
        6 => new SimulatedWorker(id) { WithoutMetadata = TimeSpan.FromMinutes(4) },
        _ => new SimulatedWorker(id) { WithoutMetadata = TimeSpan.FromMinutes(20) },
    };

    /// <summary>An operator takes the first machine that works out of service, or gives all of those back.</summary>
    private void ToStandbyAndBack(Random random)
    {
        if (_simulated.Workers.Exists(worker => worker.Rests) && random.Next(2) == 0)
            _simulated.Workers.ForEach(worker => worker.Rests = false);
        else if (_simulated.Workers.Find(worker => worker.HasJob && worker.BadSince is null) is { } worker)
            worker.Rests = true;
    }

    /// <summary>Looks at each moment at the machines that do not work; never ends the run.</summary>
    private bool HasLooked()
    {
        var now = _simulated.Now;
        var away = _simulated.Workers.Count(worker => worker.Rests);
        var fleet = _simulated.Fleet.Describe();
        _failed = fleet.Max - away >= Most ? null : _failed ?? now;

        var bad = fleet.Instances
            .Where(instance => instance.State is not InstanceState.Terminating)
            .Select(instance => (instance.Id, instance.LaunchedAt, _simulated.Workers.Find(worker => string.Equals(worker.Id, instance.Id, StringComparison.Ordinal))?.BadSince))
            .Where(instance => instance.BadSince is not null)
            .ToList();
        Assert.All(bad, instance => Assert.True(now - instance.BadSince <= Gone, $"{instance.Id} has not worked for {now - instance.BadSince}"));
        Assert.True(bad.Count(instance => instance.LaunchedAt > _failed) <= 1, $"{bad.Count} bad machines at once");
        return false;
    }
}
