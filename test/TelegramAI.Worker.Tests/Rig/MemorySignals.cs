using System.Threading.Channels;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>Signals that all workers of a spec share, as they share the queue on SQS.</summary>
internal sealed class MemorySignals : ICancelSignals
{
    private readonly Channel<CancelSignal> _waiting = Channel.CreateUnbounded<CancelSignal>();
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

    public void Send(CancelSignal signal) => Assert.True(_waiting.Writer.TryWrite(signal));

    public async Task<IReadOnlyList<CancelSignal>> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        if (Failure is { } failure)
            throw failure;

        // Shorter than on SQS, so that a worker which stops is done soon.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromMilliseconds(200));
        try
        {
            return [await _waiting.Reader.ReadAsync(timeout.Token)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
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
