using CsCheck;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

/// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data</summary>
public sealed class MetricAlarmSpecs
{
    /// <summary>The newest period is at the right; 0 does not breach, X does, a dash is missing.</summary>
    [Theory]
    [InlineData("0 - X - X", AlarmState.Ok)]
    [InlineData("0 - - - -", AlarmState.Ok)]
    [InlineData("- - - - -", AlarmState.InsufficientData)]
    [InlineData("0 X X - X", AlarmState.Alarm)]
    [InlineData("- - X - -", AlarmState.Alarm)]
    [InlineData("- X - - X", AlarmState.Alarm)]
    [InlineData("X - - X -", AlarmState.Alarm)]
    [InlineData("X X X X 0", AlarmState.Ok)]
    public void Three_of_three_follows_the_documented_table(string periods, AlarmState expected) =>
        Assert.Equal(expected, Alarm(before: "0 0 0 0 0").Evaluate(Periods(periods)));

    [Theory]
    [InlineData("- - - X -")]
    [InlineData("- - - - X")]
    [InlineData("- - - X X")]
    public void A_value_that_is_only_late_does_not_change_the_state(string periods)
    {
        Assert.Equal(AlarmState.Ok, Alarm(before: "0 0 0 0 0").Evaluate(Periods(periods)));
        Assert.Equal(AlarmState.InsufficientData, Alarm(before: "- - - - -").Evaluate(Periods(periods)));
        Assert.Equal(AlarmState.Alarm, Alarm(before: "X X X X X").Evaluate(Periods(periods)));
    }

    [Fact]
    public void What_lies_beyond_the_range_does_not_count() =>
        Assert.Equal(AlarmState.Alarm, Alarm(before: "0 0 0 0 0").Evaluate([.. Periods("- - X - -"), 0]));

    [Fact]
    public void Complete_data_goes_off_exactly_when_the_last_three_breach() =>
        Gen.Bool.Array[5].Sample(breaching =>
        {
            var alarm = Alarm(before: "0 0 0 0 0");
            var state = alarm.Evaluate([.. breaching.Select(breach => (double?)(breach ? 1 : 0))]);
            return state == (breaching.Take(3).All(breach => breach) ? AlarmState.Alarm : AlarmState.Ok);
        });

    private static MetricAlarm Alarm(string before)
    {
        var alarm = new MetricAlarm(periods: 3, range: 5, value => value > 0);
        alarm.Evaluate(Periods(before));
        return alarm;
    }

    private static IReadOnlyList<double?> Periods(string newestLast) =>
        [.. newestLast.Split(' ').Reverse().Select(period => period switch { "X" => 1d, "0" => 0d, _ => (double?)null })];
}
