namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The real clock, which can be put forward.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private TimeSpan _skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _skipped;

    public void Skip(TimeSpan time) => _skipped += time;
}
