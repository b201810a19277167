namespace TelegramAI.Core.Jobs;

/// <summary>
/// Tells the worker that runs a job that somebody wants it stopped. A signal only says that it is worth looking in the ledger now: it may be
/// lost, come twice, or come after the job has ended.
/// </summary>
public interface ICancelSignals
{
    /// <summary>False where there are none, and each worker has to look in the ledger by itself.</summary>
    bool AreAvailable { get; }

    /// <summary>Sends a signal to whoever runs the job. Does nothing where there are no signals.</summary>
    Task SendAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>Waits for signals; they may be for jobs of another worker.</summary>
    /// <param name="wait">How long to wait for the first, 20 seconds at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<CancelSignal>> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Removes a signal: nobody else receives it.</summary>
    Task CompleteAsync(CancelSignal signal, CancellationToken cancellationToken = default);

    /// <summary>Lets another worker receive a signal.</summary>
    Task PassOnAsync(CancelSignal signal, CancellationToken cancellationToken = default);
}

/// <summary>Somebody wants a job stopped.</summary>
/// <param name="Job">The job; null where the signal can't be read.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Receipt">The right to complete it, or to pass it on.</param>
public sealed record CancelSignal(JobId? Job, DateTimeOffset SentAt, string Receipt);

/// <summary>No signals: workers look in the ledger.</summary>
public sealed class NoCancelSignals : ICancelSignals
{
    public bool AreAvailable => false;

    public Task SendAsync(JobId job, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<CancelSignal>> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<CancelSignal>>([]);

    public Task CompleteAsync(CancelSignal signal, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task PassOnAsync(CancelSignal signal, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
