using TelegramAI.Core.Fleet;

namespace TelegramAI.Local.Fleet;

/// <summary>One instance of the fleet. Everything here happens under the fleet's lock.</summary>
internal sealed class LocalInstance(string id, DateTimeOffset launchedAt) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IInstanceWorker? _worker;
    private DateTimeOffset _inServiceAt;
    private DateTimeOffset? _idleSince;
    private bool _unprotected;

    public string Id => id;

    public DateTimeOffset LaunchedAt => launchedAt;

    public InstanceState State { get; private set; } = InstanceState.Pending;

    /// <summary>The worker's run; complete before it has started.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public bool Busy => _worker?.Busy ?? false;

    /// <summary>Whether its worker was started, whatever became of it.</summary>
    public bool IsBooted => _worker is not null;

    /// <summary>Whether its worker has reported that it works.</summary>
    public bool IsReady => _worker?.Ready ?? false;

    /// <summary>New instances are protected from the moment they are in service, and stay it while they have work.</summary>
    public bool Protected => State is InstanceState.InService && (!_unprotected || Busy);

    public FleetInstance Describe() => new(id, State, Protected, launchedAt);

    public bool IsWarm(DateTimeOffset now, TimeSpan warmUp) => State is InstanceState.InService && now - _inServiceAt >= warmUp;

    /// <summary>Whether the group may end it to have fewer instances.</summary>
    public bool MayScaleIn => State is not InstanceState.Terminating && !Protected;

    public void StartWorker(IInstanceWorker worker)
    {
        _worker = worker;
        var stop = _stop.Token;
        Running = Task.Run(() => worker.RunAsync(stop), CancellationToken.None);
    }

    public void EnterService(DateTimeOffset now)
    {
        _inServiceAt = now;
        State = InstanceState.InService;
    }

    /// <summary>Looks whether it has work, and protects it accordingly.</summary>
    /// <returns>How long it has been idle.</returns>
    public TimeSpan Watch(DateTimeOffset now, TimeSpan unprotectAfter)
    {
        _idleSince = Busy ? null : _idleSince ?? now;
        var idle = now - (_idleSince ?? now);
        _unprotected = idle >= unprotectAfter;
        return idle;
    }

    /// <summary>Asks the worker to stop. The instance is gone when its run has ended.</summary>
    public void End()
    {
        if (State is InstanceState.Terminating)
            return;

        State = InstanceState.Terminating;

        // Not at once: what the worker does on being stopped must not run under the fleet's lock.
        _ = _stop.CancelAsync();
    }

    public void Dispose() => _stop.Dispose();
}
