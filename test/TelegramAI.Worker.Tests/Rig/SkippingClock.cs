namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The system's clock, which can be put forward. Timers run as they did.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private TimeSpan _skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _skipped;

    public void Skip(TimeSpan time) => _skipped += time;
}
