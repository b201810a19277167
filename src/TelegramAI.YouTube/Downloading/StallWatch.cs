namespace TelegramAI.YouTube.Downloading;

/// <summary>Ends a wait on the network that brings nothing for too long.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _either;
    private long _armedAt;

    public StallWatch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _time = time;
        _armedAt = time.GetTimestamp();
        _stalled = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, cancellationToken);
    }

    /// <summary>Cancelled when nothing came in time, or when the caller cancels.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Something came. Thousands of reads a second may say so: the timer is set anew only now and then.</summary>
    public void Arrived()
    {
        if (_time.GetElapsedTime(_armedAt) < _limit / 16)
            return;

        _armedAt = _time.GetTimestamp();
        _stalled.CancelAfter(_limit);
    }

    /// <summary>What to throw when <see cref="Token"/> ended the wait and the caller had not cancelled.</summary>
    public TimeoutException Expired(OperationCanceledException exception) => new($"No byte came for {_limit.TotalSeconds:0.#} s", exception);

    public void Dispose()
    {
        _either.Dispose();
        _stalled.Dispose();
    }
}
