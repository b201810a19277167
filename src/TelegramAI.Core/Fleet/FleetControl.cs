using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Fleet;

/// <summary>What was done about the fleet at one look.</summary>
/// <param name="Unhealthy">How many instances were in service without working, and are replaced.</param>
/// <param name="OneAtATime">Whether an instance has failed and none has proven since that instances work.</param>
public sealed record FleetReport(int Unhealthy, bool OneAtATime)
{
    public static readonly FleetReport Nothing = new(0, OneAtATime: false);
}

/// <summary>
/// The last safety net of the fleet, called every few minutes: it asks for the machines that nobody else asked for, replaces those that do
/// not work, and has them launched one at a time while they fail. The group's own maximum is what limits it, because everybody who raises
/// the group obeys that: the bot, target tracking, and the group where it replaces a machine.
/// </summary>
public sealed partial class FleetControl(
    IJobQueue queue,
    IQueueAge age,
    IFleet fleet,
    IFleetMemory memory,
    IOptions<FleetOptions> options,
    TimeProvider time,
    ILogger<FleetControl> logger)
{
    /// <summary>Looks at the fleet and does what has to be done.</summary>
    public async Task<FleetReport> LookAsync(CancellationToken cancellationToken = default)
    {
        var state = await fleet.DescribeAsync(cancellationToken);

        // A group that may have nothing has no image yet, or is being deleted: neither is to be undone here.
        if (state.Max == 0 || !options.Value.ImagePublished)
            return FleetReport.Nothing;

        var before = await memory.ReadAsync(cancellationToken);
        var counts = await queue.CountAsync(cancellationToken);
        var oldest = before.Stuck is null ? null : await OldestAsync(cancellationToken);
        var decision = FleetRule.Decide(before, state, counts, oldest, options.Value, time.GetUtcNow());
        if (decision.Unhealthy.Count > 0)
        {
            LogUnhealthy(counts.Waiting, decision.Unhealthy.Count, string.Join(", ", decision.Unhealthy));
            await fleet.MarkUnhealthyAsync(decision.Unhealthy, cancellationToken);
        }

        if (decision.Max != state.Max)
        {
            LogMax(decision.Memory.FailedAt is null ? LogLevel.Information : LogLevel.Warning, state.Max, decision.Max);
            await fleet.SetMaxAsync(decision.Max, cancellationToken);
        }

        if (decision.Raise is { } raise)
        {
            LogRaised(raise, counts.Waiting, state.Committed);
            await fleet.RaiseDesiredAsync(raise, cancellationToken);
        }

        // Last: what failed above is decided again at the next look.
        if (!Same(before, decision.Memory))
            await memory.WriteAsync(decision.Memory, cancellationToken);

        return new FleetReport(decision.Unhealthy.Count, decision.Memory.FailedAt is not null);
    }

    private async Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await age.OldestAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // It only spares machines that work after all: three looks at the counts say enough without it.
            LogNoAge(exception);
            return null;
        }
    }

    private static bool Same(FleetMemory one, FleetMemory other) =>
        one.JobsWaited == other.JobsWaited
        && one.Jobs == other.Jobs
        && one.Stuck == other.Stuck
        && one.FailedAt == other.FailedAt
        && one.Instances.Count == other.Instances.Count
        && one.Instances.All(instance => other.Instances.GetValueOrDefault(instance.Key) == instance.Value);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Jobs} jobs wait, none is running, and {Count} instances have been in service for minutes without taking one; they are replaced: {Instances}")]
    private partial void LogUnhealthy(int jobs, int count, string instances);

    [LoggerMessage(Message = "The fleet's maximum goes from {Before} to {After}: below what is configured, instances fail and are launched one at a time")]
    private partial void LogMax(LogLevel level, int before, int after);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not read the age of the oldest job")]
    private partial void LogNoAge(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Raising the fleet to {Desired} instances: {Jobs} jobs wait, and {Committed} instances are in service or starting")]
    private partial void LogRaised(int desired, int jobs, int committed);
}
