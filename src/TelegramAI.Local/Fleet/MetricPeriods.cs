namespace TelegramAI.Local.Fleet;

/// <summary>The published values of a metric, averaged by period of one minute, as far back as an alarm looks.</summary>
/// <param name="kept">How many periods are kept.</param>
public sealed class MetricPeriods(int kept)
{
    private readonly SortedDictionary<long, (double Sum, int Count)> _minutes = [];

    /// <exception cref="ArgumentOutOfRangeException">The value is no number.</exception>
    public void Publish(DateTimeOffset at, double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A metric has finite values only");

        var minute = MinuteOf(at);
        var (sum, count) = _minutes.GetValueOrDefault(minute);
        _minutes[minute] = (sum + value, count + 1);
        while (_minutes.Count > kept + 1)
            _minutes.Remove(_minutes.Keys.First());
    }

    /// <summary>The averages of the periods that have ended, the newest first; null where nothing was published.</summary>
    public IReadOnlyList<double?> EndedBefore(DateTimeOffset now)
    {
        var current = MinuteOf(now);
        var values = new double?[kept];
        for (var age = 1; age <= kept; age++)
        {
            if (_minutes.TryGetValue(current - age, out var minute))
                values[age - 1] = minute.Sum / minute.Count;
        }

        return values;
    }

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;
}
