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
    private DateTimeOffset? _bornAt;

    public string Id => id;

    public bool Busy => _job is not null;

    public int Done { get; private set; }

    /// <summary>How long each job waited that it did.</summary>
    public List<(DateTimeOffset QueuedAt, DateTimeOffset TakenAt)> Waits { get; } = [];

    /// <summary>It was asked to stop while it had a job.</summary>
    public bool StoppedWhileBusy { get; private set; }

    public Exception? Breaks { get; init; }

    /// <summary>Whether it ever reports that it works.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Whether it takes jobs.</summary>
    public bool Takes { get; init; } = true;

    /// <summary>When its machine ends itself because the worker crashed again and again; a job that it has then is back in the queue.</summary>
    public TimeSpan? DiesAfter { get; init; }

    public bool IsBad => !Ready || !Takes || DiesAfter is not null;

    public Task Started => _started.Task;

    public Task Stopped => _stopped.Task;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            _started.SetResult();
            if (Breaks is not null)
                throw Breaks;

            await _died.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            StoppedWhileBusy = Busy;
        }
        finally
        {
            _stopped.SetResult();
        }
    }

    public void Work(Queue<SimulatedJob> jobs, DateTimeOffset now)
    {
        _bornAt ??= now;
        if (_job is { } done && now >= _until)
        {
            Done++;
            Waits.Add((done.QueuedAt, _until - done.Length));
            _job = null;
        }

        if (DiesAfter is { } life && now - _bornAt >= life && !_died.Task.IsCompleted)
        {
            if (_job is { } lost)
                jobs.Enqueue(lost);
            _job = null;
            _died.SetResult();
        }

        if (Ready && Takes && !Busy && !_died.Task.IsCompleted && !Stopped.IsCompleted && jobs.TryDequeue(out var next))
        {
            _job = next;

            // One that crashes finishes none.
            _until = DiesAfter is null ? now + next.Length : DateTimeOffset.MaxValue;
        }
    }
}
