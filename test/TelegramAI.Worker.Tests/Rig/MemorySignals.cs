using System.Collections.Concurrent;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>Signals that all workers of a spec share, as they share the queue on SQS.</summary>
internal sealed class MemorySignals : ICancelSignals
{
    private readonly BlockingCollection<CancelSignal> _waiting = [];
    private int _passedOn;
    private int _completed;

    public bool AreAvailable { get; set; } = true;

    /// <summary>Thrown by each receive.</summary>
    public Exception? Failure { get; set; }

    public int PassedOn => _passedOn;

    public int Completed => _completed;

    public Task SendAsync(JobId job, CancellationToken cancellationToken = default)
    {
        Send(new CancelSignal(job, DateTimeOffset.UtcNow, ""));
        return Task.CompletedTask;
    }

    public void Send(CancelSignal signal) => _waiting.Add(signal, CancellationToken.None);

    public async Task<IReadOnlyList<CancelSignal>> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        if (Failure is { } failure)
            throw failure;

        // Shorter than on SQS, so that a worker which stops is done soon.
        var received = await Task.Run(
            () => _waiting.TryTake(out var signal, TimeSpan.FromMilliseconds(200)) ? signal : null, cancellationToken);
        return received is null ? [] : [received];
    }

    public Task CompleteAsync(CancelSignal signal, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _completed);
        return Task.CompletedTask;
    }

    public Task PassOnAsync(CancelSignal signal, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _passedOn);
        Send(signal);
        return Task.CompletedTask;
    }
}
