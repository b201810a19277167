using CsCheck;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Core.Tests.Waiting;

public class BackoffSpecs
{
    private static readonly Backoff Waits = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(7, 60)]
    [InlineData(int.MaxValue, 60)]
    public void A_wait_doubles_up_to_the_longest(int failures, int longestSeconds)
    {
        for (var i = 0; i < 100; i++)
            Assert.InRange(Waits.After(failures).TotalSeconds, longestSeconds / 2.0, longestSeconds);
    }

    [Fact]
    public void Any_number_of_failures_has_a_wait() =>
        Gen.Int.Sample(failures => Assert.InRange(Waits.After(failures), TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(1)));

    [Fact]
    public void Waits_are_spread() =>
        Assert.True(Enumerable.Range(0, 20).Select(_ => Waits.After(3)).Distinct().Count() > 10);
}
