using Microsoft.Extensions.Time.Testing;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class AcceleratedTimeSpecs
{
    private readonly FakeTimeProvider _wall = new();

    [Fact]
    public void Its_time_and_its_timestamps_run_faster()
    {
        var time = new AcceleratedTime(_wall, 15);
        var (startedAt, started) = (time.GetUtcNow(), time.GetTimestamp());

        _wall.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromMinutes(1), time.GetUtcNow() - startedAt);
        Assert.Equal(TimeSpan.FromMinutes(1), time.GetElapsedTime(started));
    }

    [Fact]
    public void A_delay_ends_when_its_own_time_has_passed()
    {
        var time = new AcceleratedTime(_wall, 15);
        var delay = Task.Delay(TimeSpan.FromMinutes(1), time, TestContext.Current.CancellationToken);

        _wall.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(delay.IsCompleted);

        _wall.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(delay.IsCompleted);
    }

    [Fact]
    public void A_period_shorter_than_a_timer_is_exact_still_repeats()
    {
        var fired = 0;
        using var timer = new AcceleratedTime(_wall, 1000).CreateTimer(_ => fired++, state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));

        _wall.Advance(TimeSpan.FromMilliseconds(10));

        Assert.InRange(fired, 5, 11);
    }

    [Fact]
    public void An_endless_timer_stays_endless_until_it_is_changed()
    {
        var fired = 0;
        using var timer = new AcceleratedTime(_wall, 15)
            .CreateTimer(_ => fired++, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, fired);

        timer.Change(TimeSpan.FromSeconds(15), Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_clock_that_does_not_run_forward_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AcceleratedTime(_wall, speed));
}
