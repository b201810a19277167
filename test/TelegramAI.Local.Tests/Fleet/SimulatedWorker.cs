using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

/// <summary>A job, and how long a worker has it.</summary>
internal sealed record SimulatedJob(DateTimeOffset QueuedAt, TimeSpan Length);

/// <summary>A worker with one slot, well or ill.</summary>
internal sealed class SimulatedWorker(string id) : IInstanceWorker
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SimulatedJob? _job;
    private DateTimeOffset _until;
    private DateTimeOffset _now;
    private DateTimeOffset? _bornAt;

    public string Id => id;

    public bool HasJob => _job is not null;

    /// <summary>One that rests on standby is nobody whom the group ends.</summary>
    public bool Busy => HasJob || Rests;

    public int Done { get; private set; }

    /// <summary>How long each job waited that it did.</summary>
    public List<(DateTimeOffset QueuedAt, DateTimeOffset TakenAt)> Waits { get; } = [];

    /// <summary>It was asked to stop while it had a job.</summary>
    public bool StoppedWhileBusy { get; private set; }

    public Exception? Breaks { get; init; }

    /// <summary>Its run is over, or about to be, without anybody having asked for it.</summary>
    public bool EndsItself => Breaks is not null || _died.Task.IsCompleted;

    /// <summary>Whether it ever reports that it works.</summary>
    public bool Reports { get; init; } = true;

    /// <summary>How long the machine's metadata fail to answer, without which it does not report and takes no job.</summary>
    public TimeSpan WithoutMetadata { get; init; }

    public bool Ready => Reports && Age >= WithoutMetadata;

    /// <summary>From when on it takes no jobs, and has lost the one that it had; null where it never stops.</summary>
    public TimeSpan? TakesNoneAfter { get; init; }

    /// <summary>Whether each job that it takes ends it, so that none is finished.</summary>
    public bool Crashes { get; init; }

    /// <summary>When its machine switches itself off because its worker has been dead for minutes.</summary>
    public TimeSpan? SwitchedOffAfter { get; init; }

    /// <summary>An operator has put its machine on standby: it finishes its job and takes no other.</summary>
    public bool Rests { get; set; }

    /// <summary>Since when it does not work; null while it does.</summary>
    public DateTimeOffset? BadSince => _bornAt is not { } born ? null : !Ready || Crashes ? born : Age >= TakesNoneAfter ? born + TakesNoneAfter : null;

    public Task Started => _started.Task;

    public Task Stopped => _stopped.Task;

    private TimeSpan Age => _bornAt is { } born ? _now - born : TimeSpan.Zero;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            _started.SetResult();
            if (Breaks is not null)
                throw Breaks;

            await _died.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            StoppedWhileBusy = HasJob;
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    public void Work(Queue<SimulatedJob> jobs, DateTimeOffset now)
    {
        _now = now;
        _bornAt ??= now;
        if (_job is { } done && now >= _until)
        {
            Done++;
            Waits.Add((done.QueuedAt, _until - done.Length));
            _job = null;
        }

        var ends = Age >= SwitchedOffAfter && !_died.Task.IsCompleted;
        if (ends || Age >= TakesNoneAfter)
            LoseJob(jobs);

        if (ends)
            _died.SetResult();

        var takes = Ready && !Busy && !(Age >= TakesNoneAfter) && !_died.Task.IsCompleted && !Stopped.IsCompleted;
        if (takes && jobs.TryDequeue(out var next))
        {
            _job = next;
            _until = Crashes ? DateTimeOffset.MaxValue : now + next.Length;
        }
    }

    /// <summary>What it had is in the queue again.</summary>
    private void LoseJob(Queue<SimulatedJob> jobs)
    {
        if (_job is { } lost)
            jobs.Enqueue(lost);

        _job = null;
    }
}
