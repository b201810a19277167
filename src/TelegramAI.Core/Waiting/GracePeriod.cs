namespace TelegramAI.Core.Waiting;

/// <summary>A cancellation that comes a little later than another: for what must not be cut off in the middle, but may not hold anybody up.</summary>
public sealed class GracePeriod : IDisposable
{
    private readonly CancellationTokenSource _late = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly TimeProvider _time;
    private readonly TimeSpan _grace;
    private ITimer? _timer;

    public GracePeriod(TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        (_grace, _time) = (grace, time);
        _registration = cancellationToken.Register(Begin);
    }

    /// <summary>Cancelled when the grace after the other token's cancellation is over.</summary>
    public CancellationToken Token => _late.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
        _late.Dispose();
    }

    private void Begin() => _timer = _time.CreateTimer(_ => Cancel(), state: null, _grace, Timeout.InfiniteTimeSpan);

    private void Cancel()
    {
        try
        {
            _late.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
    }
}
