using TelegramAI.Core.Fleet;

namespace TelegramAI.Local.Fleet;

/// <summary>What a scaling policy sees of its group.</summary>
/// <param name="Desired">How many instances are asked for.</param>
/// <param name="Warm">Instances in service whose warm-up has ended.</param>
/// <param name="Warming">Instances that start, or are in service and still warm up.</param>
public readonly record struct GroupCapacity(int Desired, int Warm, int Warming);

/// <summary>
/// The rule of an EC2 Auto Scaling target tracking policy on a custom metric, as a model without a clock: its two alarms, evaluated
/// each minute, and what each does to the desired capacity for as long as it is in ALARM.
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
/// </summary>
public sealed class TargetTracking(FleetOptions options)
{
    /// <summary>How often the alarms are evaluated, and how often they act while they are in ALARM.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>The low alarm waits far longer than the high one and leaves a gap to the target, so that the size does not swing.</summary>
    private const double LowShare = 0.7;

    private readonly MetricAlarm _high = new(periods: 3, range: 5, value => value > options.TargetBacklog);
    private readonly MetricAlarm _low = new(periods: 15, range: 17, value => value < LowShare * options.TargetBacklog);
    private readonly MetricPeriods _metric = new(kept: 17);

    public AlarmState High => _high.State;

    public AlarmState Low => _low.State;

    public void Publish(DateTimeOffset at, double backlogPerInstance) => _metric.Publish(at, backlogPerInstance);

    /// <summary>Evaluates both alarms and lets them act. To be called once a <see cref="Period"/>.</summary>
    /// <returns>The desired capacity from now on.</returns>
    public int Evaluate(DateTimeOffset now, GroupCapacity group)
    {
        var values = _metric.EndedBefore(now);
        var high = _high.Evaluate(values);
        var low = _low.Evaluate(values);

        if (values.FirstOrDefault(value => value is not null) is not { } newest)
            return group.Desired;

        if (high is AlarmState.Alarm)
            return ScaleOut(newest, group);

        return low is AlarmState.Alarm ? ScaleIn(newest, group) : group.Desired;
    }

    /// <summary>
    /// In proportion, rounded up, from the instances that are warm: those that still warm up are part of what is asked for already.
    /// No capacity counts as one instance.
    /// </summary>
    private int ScaleOut(double metric, GroupCapacity group) =>
        Math.Max(group.Desired, Wanted(Math.Max(1, group.Warm), metric));

    /// <summary>In proportion, and never so far that the metric would be over its target again. Nothing goes while anything warms up.</summary>
    private int ScaleIn(double metric, GroupCapacity group) =>
        group.Warming > 0 ? group.Desired : Math.Min(group.Desired, Wanted(group.Warm, metric));

    private int Wanted(int capacity, double metric)
    {
        // A metric that was divided before may miss a whole number by the last bit, which must not cost an instance.
        var exact = Math.Round(capacity * metric / options.TargetBacklog, digits: 9);
        return (int)Math.Clamp(Math.Ceiling(exact), 0, options.MaxInstances);
    }
}
