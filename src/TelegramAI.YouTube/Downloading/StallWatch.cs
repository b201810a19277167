namespace TelegramAI.YouTube.Downloading;

/// <summary>Ends a wait on the network that brings nothing for too long.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _either;

    public StallWatch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _cancellationToken = cancellationToken;
        _stalled = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, cancellationToken);
    }

    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> wait)
    {
        try
        {
            var result = await wait(_either.Token);
            _stalled.CancelAfter(_limit);
            return result;
        }
        catch (OperationCanceledException error) when (!_cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No byte came for {_limit.TotalSeconds:0.#} s", error);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _stalled.Dispose();
    }
}
