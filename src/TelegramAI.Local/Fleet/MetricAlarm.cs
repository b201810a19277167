namespace TelegramAI.Local.Fleet;

public enum AlarmState
{
    InsufficientData,
    Ok,
    Alarm,
}

/// <summary>
/// A CloudWatch alarm: it goes off when each of its periods breaches. It looks further back than its periods, because a metric may
/// come less often than once a period; missing periods are treated as missing.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
/// </summary>
/// <param name="periods">How many periods must breach.</param>
/// <param name="range">How many periods it looks back (the evaluation range), at least <paramref name="periods"/>.</param>
/// <param name="breaches">Whether a value breaches.</param>
public sealed class MetricAlarm(int periods, int range, Func<double, bool> breaches)
{
    public int Range => range;

    public AlarmState State { get; private set; } = AlarmState.InsufficientData;

    /// <summary>Evaluates the alarm, as is done once a period.</summary>
    /// <param name="newestFirst">The value of each ended period, null where it is missing; those beyond the range are ignored.</param>
    public AlarmState Evaluate(IReadOnlyList<double?> newestFirst) => State = Next(newestFirst);

    private AlarmState Next(IReadOnlyList<double?> newestFirst)
    {
        var found = 0;
        var oldest = 0;
        for (var age = 1; age <= Math.Min(range, newestFirst.Count) && found < periods; age++)
        {
            if (newestFirst[age - 1] is not { } value)
                continue;

            if (!breaches(value))
                return AlarmState.Ok;

            found++;
            oldest = age;
        }

        if (found == 0)
            return AlarmState.InsufficientData;

        // Too few values go off as well, once the oldest of them is as old as the periods together: values that are only late must
        // not set the alarm off, values that are rare must.
        return found == periods || oldest >= periods ? AlarmState.Alarm : State;
    }
}
