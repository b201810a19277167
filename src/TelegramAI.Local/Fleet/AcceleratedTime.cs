namespace TelegramAI.Local.Fleet;

/// <summary>
/// A clock that runs faster than another one, timers and timestamps included, so that a person sees in a minute what the fleet
/// does in a quarter of an hour.
/// </summary>
/// <param name="inner">The clock that it runs faster than.</param>
/// <param name="speed">How many seconds pass here in one second there; more than 0.</param>
public sealed class AcceleratedTime(TimeProvider inner, double speed) : TimeProvider
{
    /// <summary>A timer's finest step. Zero would switch a period off.</summary>
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(1);

    private readonly DateTimeOffset _startedAt = inner.GetUtcNow();
    private readonly long _startedTimestamp = inner.GetTimestamp();

    public double Speed { get; } = speed > 0 && double.IsFinite(speed)
        ? speed
        : throw new ArgumentOutOfRangeException(nameof(speed), speed, "A clock runs forward");

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _startedAt + ((inner.GetUtcNow() - _startedAt) * Speed);

    public override long GetTimestamp() => _startedTimestamp + (long)((inner.GetTimestamp() - _startedTimestamp) * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, inner.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)));

    private TimeSpan Shorten(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return time;

        var shorter = time / Speed;
        return shorter < Finest ? Finest : shorter;
    }

    private sealed class Timer(AcceleratedTime clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shorten(dueTime), clock.Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
