using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
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
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<JobWorker> logger)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private DateTimeOffset _idleSince = time.GetUtcNow();

    public string Name => name;

    public bool Busy => Running > 0;

    /// <summary>For how long it has had no job.</summary>
    public TimeSpan IdleFor
    {
        get
        {
            lock (_gate)
                return _running.Count > 0 ? TimeSpan.Zero : time.GetUtcNow() - _idleSince;
        }
    }

    private int Running
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>Works until <paramref name="stop"/>, then finishes or gives back what it has begun. Never throws.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        LogStarted(name, options.Value.Slots);
        using var seat = board.Join(name, options.Value.Slots);
        using var abort = new CancellationTokenSource();

        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ReceiveAsync(abort.Token, stop);
                failures = 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // The queue's troubles are not the worker's end: whatever they are, it asks again later.
                failures++;
                var wait = _backoff.After(failures);
                LogQueueFailed(exception, name, wait.TotalSeconds);
                await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync(abort);
        LogStopped(name);
    }

    private async Task ReceiveAsync(CancellationToken abort, CancellationToken stop)
    {
        var free = options.Value.Slots - Running;
        if (free <= 0)
        {
            await Task.WhenAny(Snapshot()).WaitAsync(stop);
            return;
        }

        // Ten is what SQS gives at most in one receive.
        var wait = TimeSpan.FromSeconds(options.Value.ReceiveWaitSeconds);
        foreach (var message in await queue.ReceiveAsync(Math.Min(free, 10), wait, stop))
            Start(message, abort);
    }

    private void Start(QueueMessage message, CancellationToken abort)
    {
        var running = Task.Run(() => execution.RunAsync(name, message, abort), CancellationToken.None);
        lock (_gate)
            _running.Add(running);

        _ = running.ContinueWith(Finish, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Finish(Task finished)
    {
        lock (_gate)
        {
            _running.Remove(finished);
            _idleSince = time.GetUtcNow();
        }
    }

    private Task[] Snapshot()
    {
        lock (_gate)
            return [.. _running, Task.Delay(TimeSpan.FromSeconds(1), time)];
    }

    private async Task DrainAsync(CancellationTokenSource abort)
    {
        Task[] running;
        lock (_gate)
            running = [.. _running];

        if (running.Length == 0)
            return;

        LogDraining(name, running.Length, options.Value.GraceSeconds);
        var grace = Task.Delay(TimeSpan.FromSeconds(options.Value.GraceSeconds), time);
        if (await Task.WhenAny(Task.WhenAll(running), grace) == grace)
            await abort.CancelAsync();

        await Task.WhenAll(running);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} takes jobs in {Slots} slots")]
    private partial void LogStarted(string worker, int slots);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} lets {Running} jobs finish for up to {GraceSeconds} s")]
    private partial void LogDraining(string worker, int running, int graceSeconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} has stopped")]
    private partial void LogStopped(string worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} can't reach the queue, asking again in {Seconds:0.0} s")]
    private partial void LogQueueFailed(Exception exception, string worker, double seconds);
}
