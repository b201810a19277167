using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

/// <summary>The real fleet and its real scaling over a queue that is a number, with workers that take a job for as long as it lasts.</summary>
internal sealed class SimulatedFleet
{
    private readonly Queue<SimulatedJob> _jobs = [];
    private readonly AcceleratedTime _time;
    private readonly LocalScaling _scaling;
    private readonly FleetWake _wake;

    public SimulatedFleet(FleetOptions? options = null)
    {
        _time = new AcceleratedTime(Wall, speed: 15);
        var fleetOptions = Options.Create(options ?? new FleetOptions());
        var localOptions = Options.Create(new LocalFleetOptions { LookSeconds = 180 });
        var queue = new NumberedQueue(this);
        Fleet = new LocalFleet(Hire, fleetOptions, localOptions, _time, NullLogger<LocalFleet>.Instance);
        Group = new StandbyGroup(Fleet, () => [.. Workers.Where(worker => worker.Rests).Select(worker => worker.Id)]);
        var control = new FleetControl(
            queue, new LateQueueAge(this), Group, new LocalFleetMemory(), fleetOptions, _time, NullLogger<FleetControl>.Instance);
        _scaling = new LocalScaling(queue, Fleet, control, History, fleetOptions, localOptions, _time);
        _wake = new FleetWake(Group, fleetOptions, Wall);
    }

    public FakeTimeProvider Wall { get; } = new();

    public LocalFleet Fleet { get; }

    /// <summary>The fleet as those see it who look after it.</summary>
    public IFleet Group { get; }

    public FleetHistory History { get; } = new();

    public List<SimulatedWorker> Workers { get; } = [];

    public Func<string, SimulatedWorker> Create { get; set; } = id => new SimulatedWorker(id);

    public DateTimeOffset Now => _time.GetUtcNow();

    public int Visible => _jobs.Count;

    public int InFlight => Workers.Count(worker => worker.HasJob);

    public void Queue(int jobs, TimeSpan length)
    {
        for (var i = 0; i < jobs; i++)
            _jobs.Enqueue(new SimulatedJob(Now, length));
    }

    public Task WakeAsync() => _wake.WakeAsync(Visible + InFlight, TestContext.Current.CancellationToken);

    /// <summary>Lets time of the fleet's clock pass, until it is over or something is so.</summary>
    public async Task RunAsync(TimeSpan time, Func<bool>? until = null)
    {
        for (var end = _time.GetUtcNow() + time; _time.GetUtcNow() < end && until?.Invoke() is not true;)
        {
            Wall.Advance(LocalFleetService.TickEvery / _time.Speed);
            await _scaling.TickAsync(TestContext.Current.CancellationToken);
            await SettleAsync();
            foreach (var worker in Workers)
                worker.Work(_jobs, _time.GetUtcNow());
        }
    }

    private SimulatedWorker Hire(string id)
    {
        var worker = Create(id);
        Workers.Add(worker);
        return worker;
    }

    /// <summary>Workers start and stop on other threads: what the tick asked for is awaited, so that a run does not depend on the machine.</summary>
    private async Task SettleAsync()
    {
        var states = Fleet.Describe().Instances.ToDictionary(instance => instance.Id, instance => instance.State, StringComparer.Ordinal);
        foreach (var worker in Workers)
        {
            await worker.Started.WaitAsync(TestContext.Current.CancellationToken);
            if (worker.EndsItself || states.GetValueOrDefault(worker.Id) is InstanceState.Terminating)
                await Task.WhenAll(worker.Stopped, Fleet.WorkerOf(worker.Id)).WaitAsync(TestContext.Current.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>CloudWatch has the age two minutes late.</summary>
    private sealed class LateQueueAge(SimulatedFleet fleet) : IQueueAge
    {
        public Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken = default)
        {
            TimeSpan? age = fleet._jobs.Count == 0 ? null : fleet.Now - fleet._jobs.Min(job => job.QueuedAt) - TimeSpan.FromMinutes(2);
            return Task.FromResult(age < TimeSpan.Zero ? TimeSpan.Zero : age);
        }
    }

    private sealed class NumberedQueue(SimulatedFleet fleet) : IJobQueue
    {
        public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(new QueueCounts(fleet.Visible, fleet.InFlight, 0, 0));

        public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
