using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Web.Operator;

/// <summary>What the operator's console shows. The host knows where it comes from.</summary>
public interface IOperatorView
{
    /// <summary>Reads everything as it is now. Called about twice a second while somebody looks, however many look.</summary>
    Task<OperatorSnapshot> ReadAsync(CancellationToken cancellationToken = default);
}

/// <summary>The service at one moment.</summary>
public sealed record OperatorSnapshot
{
    /// <summary>The most finished jobs that the console shows.</summary>
    public const int MaxFinished = 50;

    public required DateTimeOffset Now { get; init; }

    /// <summary>The fleet's own clock, which the history and the instances go by.</summary>
    public required DateTimeOffset FleetNow { get; init; }

    /// <summary>How many times faster than the wall clock the fleet's clock runs; 1 on AWS.</summary>
    public double FleetSpeed { get; init; } = 1;

    /// <summary>What the backlog per instance is held at.</summary>
    public required int TargetBacklog { get; init; }

    public required QueueCounts Queue { get; init; }

    public required FleetState Fleet { get; init; }

    /// <summary>The fleet's past, the oldest point first.</summary>
    public required IReadOnlyList<FleetPoint> History { get; init; }

    /// <summary>What the workers are doing. A worker has the name of the instance that it runs on.</summary>
    public required IReadOnlyList<WorkerActivity> Workers { get; init; }

    /// <summary>Jobs that have ended, the latest first, at most <see cref="MaxFinished"/>.</summary>
    public required IReadOnlyList<JobEntry> Finished { get; init; }

    public IReadOnlyList<HealthLine> Health { get; init; } = [];
}

/// <summary>Something that the operator should know of the service: a version, or what is missing and what that costs.</summary>
/// <param name="Name">What it is about, in a word or two.</param>
/// <param name="Value">Its version or state, in one plain sentence.</param>
/// <param name="Level">Whether something should be done about it.</param>
public sealed record HealthLine(string Name, string Value, HealthLevel Level = HealthLevel.Good);

public enum HealthLevel
{
    Good,

    /// <summary>It works with less.</summary>
    Reduced,

    /// <summary>It does not work.</summary>
    Bad,
}
