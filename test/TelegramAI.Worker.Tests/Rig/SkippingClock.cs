namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The real clock, faster, and put forward where nothing happens for long.</summary>
internal sealed class SkippingClock(int speed) : TimeProvider
{
    private readonly DateTimeOffset _startedAt = System.GetUtcNow();
    private TimeSpan _skipped;

    public override long TimestampFrequency => System.TimestampFrequency / speed;

    public override DateTimeOffset GetUtcNow() => _startedAt + ((System.GetUtcNow() - _startedAt) * speed) + _skipped;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Slowed(dueTime), Slowed(period));

    public void Skip(TimeSpan time) => _skipped += time;

    private TimeSpan Slowed(TimeSpan time) => time > TimeSpan.Zero ? time / speed : time;
}
