using TelegramAI.Core.Jobs;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Worker.Polling;

/// <summary>Receives the signals to cancel jobs while this worker runs any, and passes on those that are for another worker.</summary>
public sealed partial class CancelWatch(ICancelSignals signals, TimeProvider time, ILogger<CancelWatch> logger)
{
    /// <summary>What SQS allows at most.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    /// <summary>How long a worker that has passed a signal on leaves the next to the others.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>By then every worker has had it: the job has ended, or its worker looks in the ledger soon.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    private readonly Lock _gate = new();
    private readonly List<Watched> _watched = [];
    private Task _listening = Task.CompletedTask;
    private int _failures;

    /// <summary>Whether signals arrive; otherwise a job has to look in the ledger often.</summary>
    public bool Hears => signals.AreAvailable && Volatile.Read(ref _failures) == 0;

    /// <summary>Calls back when a job should look in the ledger: somebody wants it stopped, or signals no longer arrive.</summary>
    /// <returns>Ends the watch when it is disposed.</returns>
    public IDisposable Watch(JobId job, Action look)
    {
        var watched = new Watched(this, job, look);
        lock (_gate)
        {
            _watched.Add(watched);
            if (signals.AreAvailable && _listening.IsCompleted)
                _listening = Task.Run(ListenAsync);
        }

        return watched;
    }

    private async Task ListenAsync()
    {
        while (HasJobs())
        {
            try
            {
                // A receive is not cut when the last job ends: it would hide the signal that it was about to return.
                var received = await signals.ReceiveAsync(Wait);
                Volatile.Write(ref _failures, 0);
                var passed = await Task.WhenAll(received.Select(HandleAsync));
                if (passed.Contains(true))
                    await Task.Delay(Pause, time);
            }
            catch (Exception exception)
            {
                var wait = _backoff.After(Interlocked.Increment(ref _failures));
                LogFailed(exception, wait.TotalSeconds);
                Look(job: null);
                await Task.Delay(wait, time);
            }
        }
    }

    /// <summary>Whether to go on listening. Decided under the lock, so that a job which begins now finds a listener or starts one.</summary>
    private bool HasJobs()
    {
        lock (_gate)
        {
            if (_watched.Count > 0)
                return true;

            _listening = Task.CompletedTask;
            return false;
        }
    }

    /// <returns>Whether it was passed on.</returns>
    private async Task<bool> HandleAsync(CancelSignal signal)
    {
        var isOwn = signal.Job is { } job && Look(job);
        if (!isOwn && signal.Job is not null && time.GetUtcNow() - signal.SentAt < Longest)
        {
            await signals.PassOnAsync(signal);
            return true;
        }

        await signals.CompleteAsync(signal);
        return false;
    }

    /// <summary>Has a job look in the ledger, or all jobs.</summary>
    /// <returns>False where there is none.</returns>
    private bool Look(JobId? job)
    {
        List<Watched> found;
        lock (_gate)
            found = _watched.FindAll(watched => job is null || watched.Job == job);

        foreach (var watched in found)
            watched.Look();

        return found.Count > 0;
    }

    /// <summary>One run of a job: with a second copy of the job's message there are two at times, in one worker too.</summary>
    private sealed class Watched(CancelWatch watch, JobId job, Action look) : IDisposable
    {
        public JobId Job => job;

        public void Look() => look();

        public void Dispose()
        {
            lock (watch._gate)
                watch._watched.Remove(this);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Can't receive cancel signals; retrying in {Seconds:0.0} s")]
    private partial void LogFailed(Exception exception, double seconds);
}
