using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Local.Fleet;

/// <summary>
/// An Auto Scaling group of in-process workers: instances boot, work, are protected while they have work, end themselves when they
/// have been idle for long, and are replaced when they break. Nothing happens between two ticks.
/// </summary>
public sealed partial class LocalFleet(
    Func<string, IInstanceWorker> createWorker,
    IOptions<FleetOptions> options,
    IOptions<LocalFleetOptions> localOptions,
    AcceleratedTime time,
    ILogger<LocalFleet> logger) : IFleet
{
    private readonly Lock _gate = new();
    private readonly List<LocalInstance> _instances = [];
    private int _max = options.Value.MaxInstances;
    private int _desired;
    private int _launched;
    private bool _stopped;

    /// <summary>What a scaling policy sees of the group.</summary>
    public GroupCapacity Capacity
    {
        get
        {
            lock (_gate)
            {
                var warm = _instances.Count(instance => instance.IsWarm(time.GetUtcNow(), localOptions.Value.WarmUp));
                return new GroupCapacity(_desired, warm, Committed - warm);
            }
        }
    }

    private int Committed => _instances.Count(instance => instance.State is not InstanceState.Terminating);

    public Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default) => Task.FromResult(Describe());

    public Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            SetDesired(Math.Max(_desired, desired));

        return Task.CompletedTask;
    }

    public Task SetMaxAsync(int max, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _max = max;
            SetDesired(Math.Min(_desired, max));
        }

        return Task.CompletedTask;
    }

    public Task MarkUnhealthyAsync(IReadOnlyCollection<string> instances, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            foreach (var instance in _instances.Where(instance => instances.Contains(instance.Id, StringComparer.Ordinal)))
                instance.End();

            Reconcile(time.GetUtcNow());
        }

        return Task.CompletedTask;
    }

    /// <summary>The group as it is now.</summary>
    public FleetState Describe()
    {
        lock (_gate)
            return new FleetState(_desired, _max, [.. _instances.Select(instance => instance.Describe())]);
    }

    /// <summary>Moves the desired capacity by what a policy decided about it, and leaves what was asked for meanwhile.</summary>
    public void ApplyPolicy(int before, int after)
    {
        lock (_gate)
        {
            if (after > before)
                SetDesired(Math.Max(_desired, after));
            else if (after < before && _desired == before)
                SetDesired(after);
        }
    }

    /// <summary>Lets the time that has passed have its effect on every instance.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var instance in _instances)
                Advance(instance, now);

            foreach (var instance in _instances.Where(instance => instance is { State: InstanceState.Terminating, Running.IsCompleted: true }).ToArray())
                Remove(instance);

            Reconcile(now);
        }
    }

    /// <summary>Asks every worker to stop and waits until all have; nothing is launched any more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (_gate)
        {
            _stopped = true;
            _desired = 0;
            foreach (var instance in _instances)
                instance.End();

            running = [.. _instances.Select(instance => instance.Running)];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        lock (_gate)
        {
            foreach (var instance in _instances.Where(instance => instance.Running.IsCompleted).ToArray())
                Remove(instance);
        }
    }

    /// <summary>The run of an instance's worker, for those who move the fleet's clock themselves: complete before it starts and when the instance is gone.</summary>
    internal Task WorkerOf(string instance)
    {
        lock (_gate)
            return _instances.Find(candidate => string.Equals(candidate.Id, instance, StringComparison.Ordinal))?.Running ?? Task.CompletedTask;
    }

    private void SetDesired(int desired)
    {
        if (_stopped)
            return;

        desired = Math.Clamp(desired, 0, _max);
        if (desired != _desired)
            LogDesired(_desired, desired);

        _desired = desired;
        Reconcile(time.GetUtcNow());
    }

    private void Advance(LocalInstance instance, DateTimeOffset now)
    {
        switch (instance.State)
        {
            case InstanceState.Pending when !instance.IsBooted && now - instance.LaunchedAt >= localOptions.Value.Boot:
                Start(instance, now);
                break;

            case InstanceState.Pending when instance.IsReady:
                EnterService(instance, now);
                break;

            case InstanceState.Pending when now - instance.LaunchedAt >= localOptions.Value.LaunchTimeout:
                LogAbandoned(instance.Id);
                instance.End();
                break;

            case InstanceState.InService when instance.Running.IsCompleted:
                LogBroken(instance.Running.Exception?.InnerException, instance.Id);
                instance.End();
                break;

            case InstanceState.InService when instance.Watch(now, localOptions.Value.UnprotectAfter) >= localOptions.Value.StopAfter:
                // The instance goes, and nothing takes its place.
                LogIdle(instance.Id);
                instance.End();
                _desired = Math.Min(_desired, Committed);
                break;
        }
    }

    private void Start(LocalInstance instance, DateTimeOffset now)
    {
        try
        {
            instance.StartWorker(createWorker(instance.Id));
            if (instance.IsReady)
                EnterService(instance, now);
        }
        catch (Exception exception)
        {
            // A worker that can't be made must not stop the fleet: its instance is replaced as any broken one is.
            LogBroken(exception, instance.Id);
            instance.End();
        }
    }

    private void EnterService(LocalInstance instance, DateTimeOffset now)
    {
        instance.EnterService(now);
        LogInService(instance.Id);
    }

    /// <summary>Launches what is missing, and ends what is too much and not protected, the oldest first.</summary>
    private void Reconcile(DateTimeOffset now)
    {
        if (_stopped)
            return;

        while (Committed < _desired)
        {
            var instance = new LocalInstance($"worker-{++_launched}", now);
            _instances.Add(instance);
            LogLaunched(instance.Id);
        }

        foreach (var instance in _instances.Where(instance => instance.MayScaleIn).Take(Math.Max(0, Committed - _desired)).ToArray())
        {
            LogScaledIn(instance.Id);
            instance.End();
        }
    }

    private void Remove(LocalInstance instance)
    {
        if (instance.Running.Exception is { } error)
            LogFailedStop(error.InnerException, instance.Id);

        _instances.Remove(instance);
        instance.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The fleet's desired capacity goes from {Before} to {After}")]
    private partial void LogDesired(int before, int after);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Instance {Instance} is launched")]
    private partial void LogLaunched(string instance);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Instance {Instance} is in service")]
    private partial void LogInService(string instance);

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker of instance {Instance} did not start in time; replacing the instance")]
    private partial void LogAbandoned(string instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has been idle for too long; terminating it")]
    private partial void LogIdle(string instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Terminating instance {Instance}: the fleet is above its desired capacity")]
    private partial void LogScaledIn(string instance);

    [LoggerMessage(Level = LogLevel.Error, Message = "The worker of instance {Instance} exited; replacing the instance")]
    private partial void LogBroken(Exception? exception, string instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker of instance {Instance} did not stop cleanly")]
    private partial void LogFailedStop(Exception? exception, string instance);
}
