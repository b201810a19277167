namespace TelegramAI.Core.Fleet;

/// <summary>
/// The metric that the fleet's size follows: how many waiting jobs each instance has.
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html
/// </summary>
public static class BacklogPerInstance
{
    /// <summary>
    /// The backlog per instance now. Instances that still start count too: the old backlog must not ask for them again.
    /// With no instance there is nothing to divide by, so anything that waits is worth more than the target, which makes target
    /// tracking act, and no more than what waits, which keeps it from launching a whole fleet for one job.
    /// </summary>
    /// <param name="waiting">Jobs that wait.</param>
    /// <param name="committed">Instances that are pending or in service, or were asked for.</param>
    /// <param name="target">The target of the scaling policy.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the target is not positive.</exception>
    public static double Of(int waiting, int committed, int target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waiting);
        ArgumentOutOfRangeException.ThrowIfNegative(committed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(target);

        if (waiting == 0)
            return 0;

        return committed > 0 ? (double)waiting / committed : Math.Max(waiting, target + 1d);
    }
}
