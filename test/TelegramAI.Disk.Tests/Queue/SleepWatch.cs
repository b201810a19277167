using Microsoft.Extensions.Time.Testing;

namespace TelegramAI.Disk.Tests.Queue;

/// <summary>A clock that tells when somebody has gone to sleep by it: advanced earlier, it would be ahead of a sleep that is still to begin.</summary>
internal sealed class SleepWatch(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly SemaphoreSlim _sleeps = new(0);

    /// <summary>Ends with the next sleep that was not waited for yet.</summary>
    public Task SleepAsync(CancellationToken cancellationToken) => _sleeps.WaitAsync(cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _sleeps.Release();
        return timer;
    }
}
