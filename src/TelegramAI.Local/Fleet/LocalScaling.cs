using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Fleet;

/// <summary>
/// What is done around the group on AWS: look after the fleet and publish the metric as the metric sender does, evaluate the policy each
/// minute as CloudWatch does, and remember how it went.
/// </summary>
public sealed class LocalScaling(
    IJobQueue queue,
    LocalFleet fleet,
    FleetControl control,
    FleetHistory history,
    IOptions<FleetOptions> options,
    IOptions<LocalFleetOptions> localOptions,
    AcceleratedTime time)
{
    private static readonly TimeSpan RecordEvery = TimeSpan.FromSeconds(15);

    private readonly TargetTracking _policy = new(options.Value);
    private DateTimeOffset _nextLook;
    private DateTimeOffset _nextPublish;
    private DateTimeOffset _nextEvaluation;
    private DateTimeOffset _nextRecord;

    /// <summary>Does what is due. To be called every few seconds of the fleet's clock, by one caller.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        fleet.Tick();

        var now = time.GetUtcNow();
        if (IsDue(ref _nextLook, now, localOptions.Value.LookEvery))
            await control.LookAsync(cancellationToken);

        var counts = await queue.CountAsync(cancellationToken);
        var state = fleet.Describe();
        var backlog = BacklogPerInstance.Of(counts.Waiting, state.Expected, options.Value.TargetBacklog);

        if (IsDue(ref _nextPublish, now, localOptions.Value.PublishEvery))
            _policy.Publish(now, backlog);

        if (IsDue(ref _nextEvaluation, now, TargetTracking.Period))
        {
            var capacity = fleet.Capacity;
            fleet.ApplyPolicy(capacity.Desired, _policy.Evaluate(now, capacity));
        }

        if (IsDue(ref _nextRecord, now, RecordEvery))
            history.Record(ToPoint(now, counts, backlog, fleet.Describe()));
    }

    private static FleetPoint ToPoint(DateTimeOffset now, QueueCounts counts, double backlog, FleetState state) => new(
        now,
        counts.Waiting,
        counts.Running,
        backlog,
        state.Desired,
        state.Instances.Count(instance => instance.State is InstanceState.Pending),
        state.Instances.Count(instance => instance.State is InstanceState.InService));

    private static bool IsDue(ref DateTimeOffset next, DateTimeOffset now, TimeSpan every)
    {
        if (now < next)
            return false;

        // From the moment that was due, so that a late tick does not shift all that follow; after a pause, from now.
        next = next + every > now ? next + every : now + every;
        return true;
    }
}
