using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Worker.Polling;

/// <summary>
/// Takes jobs from the queue and runs them in its slots. It asks only for as many as it has free slots; on stop it asks for none,
/// lets the running ones finish for a while, and gives back the rest.
/// </summary>
public sealed partial class JobWorker(
    string name,
    IJobQueue queue,
    JobExecution execution,
    IWorkerBoard board,
    IWorkPermit permit,
    QueuePlaces places,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<JobWorker> logger)
{
    /// <summary>How long a worker that may not receive waits before it asks again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private int _failures;
    private long _turnedAt = time.GetTimestamp();
    private DateTimeOffset _idleSince = time.GetUtcNow();

    public string Name => name;

    public bool Busy => Running > 0;

    /// <summary>How often in a row the queue could not be asked.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>For how long its loop has not come round: one that waits for messages, for slots or for a queue that is away comes round.</summary>
    public TimeSpan SilentFor => time.GetElapsedTime(Volatile.Read(ref _turnedAt));

    /// <summary>For how long it has had no job.</summary>
    public TimeSpan IdleFor
    {
        get
        {
            lock (_gate)
                return _running.Count > 0 || _idleSince > time.GetUtcNow() ? TimeSpan.Zero : time.GetUtcNow() - _idleSince;
        }
    }

    /// <summary>How many jobs it has.</summary>
    public int Running
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>
    /// Works until <paramref name="stop"/>, or until its machine is to go, then finishes or gives back what it has begun. Never throws.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        LogStarted(name, options.Value.Slots);
        using var registration = board.Join(name, options.Value.Slots);
        using var abort = new CancellationTokenSource();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stop, permit.Leaving);

        while (!leave.IsCancellationRequested)
        {
            Turn();
            try
            {
                if (!await ReceiveAsync(abort.Token, leave.Token))
                    break;

                Volatile.Write(ref _failures, 0);
            }
            catch (OperationCanceledException) when (leave.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // The queue's troubles are not the worker's end: whatever they are, it asks again later.
                var wait = _backoff.After(Interlocked.Increment(ref _failures));
                LogQueueFailed(exception, name, wait.TotalSeconds);
                await Task.Delay(wait, time, leave.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync(abort, stop);
        LogStopped(name);
    }

    /// <returns>False where the worker shall ask no more.</returns>
    private async Task<bool> ReceiveAsync(CancellationToken abort, CancellationToken leave)
    {
        var free = options.Value.Slots - Running;
        if (free <= 0)
        {
            await Task.WhenAny(Snapshot()).WaitAsync(leave);
            return true;
        }

        if (await permit.MayAskAsync(IdleFor, leave) is not { } longest)
            return false;

        if (longest <= TimeSpan.Zero)
        {
            await Task.Delay(Pause, time, leave);
            return true;
        }

        Turn();

        // Ten is what SQS gives at most in one receive.
        var wait = TimeSpan.FromSeconds(options.Value.ReceiveWaitSeconds);
        var messages = await queue.ReceiveAsync(Math.Min(free, 10), longest < wait ? longest : wait, leave);
        permit.Received();
        if (messages.Count == 0)
            return true;

        if (!await MayBeginAsync(messages, leave))
            return true;

        foreach (var message in messages)
            Start(message, abort);

        _ = places.PlanAsync(leave);
        return true;
    }

    /// <summary>Gives the messages back where their jobs may not begin here.</summary>
    private async Task<bool> MayBeginAsync(IReadOnlyList<QueueMessage> messages, CancellationToken leave)
    {
        var may = false;
        try
        {
            return may = !leave.IsCancellationRequested && await permit.MayBeginAsync(leave);
        }
        finally
        {
            if (!may)
            {
                LogGivenBack(name, messages.Count);
                await Task.WhenAll(messages.Select(message => execution.GiveBackAsync(message)));
            }
        }
    }

    private void Turn() => Volatile.Write(ref _turnedAt, time.GetTimestamp());

    private void Start(QueueMessage message, CancellationToken abort)
    {
        var running = Task.Run(() => execution.RunAsync(name, message, abort), CancellationToken.None);
        lock (_gate)
            _running.Add(running);

        _ = running.ContinueWith(Finish, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Finish(Task<DateTimeOffset?> finished)
    {
        lock (_gate)
        {
            _running.Remove(finished);

            // A job that comes back soon finds this worker, which counts as idle from then on only.
            var now = time.GetUtcNow();
            var busyUntil = finished is { IsCompletedSuccessfully: true, Result: { } back } && back - now <= WorkerOptions.StayFor ? back : now;
            _idleSince = busyUntil > _idleSince ? busyUntil : _idleSince;
        }
    }

    private Task[] Snapshot()
    {
        lock (_gate)
            return [.. _running, Task.Delay(TimeSpan.FromSeconds(1), time)];
    }

    /// <summary>
    /// Lets the jobs finish: as long as they take where only the machine leaves, for the grace from <paramref name="stop"/> on, and not at
    /// all once the machine is out of time.
    /// </summary>
    private async Task DrainAsync(CancellationTokenSource abort, CancellationToken stop)
    {
        Task running;
        lock (_gate)
        {
            if (_running.Count == 0)
                return;

            LogDraining(name, _running.Count, options.Value.GraceSeconds);
            running = Task.WhenAll(_running);
        }

        using var over = new CancellationTokenSource();
        var grace = GraceAsync(stop, over.Token);
        if (await Task.WhenAny(running, grace) == grace)
        {
            await abort.CancelAsync();

            // One that does not stop is left: its message is hidden no longer, and the ledger takes no more from it.
            var timeout = Task.Delay(WorkerOptions.GiveBack, time, over.Token);
            if (await Task.WhenAny(running, timeout) == timeout)
                LogLeftBehind(name, Running);
        }

        await over.CancelAsync();
        await grace.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task GraceAsync(CancellationToken stop, CancellationToken over)
    {
        using var outOfTime = CancellationTokenSource.CreateLinkedTokenSource(permit.OutOfTime, over);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, outOfTime.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(TimeSpan.FromSeconds(options.Value.GraceSeconds), time, outOfTime.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} takes jobs in {Slots} slots")]
    private partial void LogStarted(string worker, int slots);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} lets {Running} jobs finish for up to {GraceSeconds} s")]
    private partial void LogDraining(string worker, int running, int graceSeconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} has stopped")]
    private partial void LogStopped(string worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} can't reach the queue; retrying in {Seconds:0.0} s")]
    private partial void LogQueueFailed(Exception exception, string worker, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} returns {Messages} messages that it may not start")]
    private partial void LogGivenBack(string worker, int messages);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} abandons {Running} jobs that did not stop")]
    private partial void LogLeftBehind(string worker, int running);
}
