using TelegramAI.Core.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

/// <summary>The group as AWS tells of it where an operator has put machines on standby: what is asked for is less by as many, the maximum is not.</summary>
internal sealed class StandbyGroup(IFleet group, Func<IReadOnlyCollection<string>> standby) : IFleet
{
    private int? _max;

    public async Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var (state, away) = (await group.DescribeAsync(cancellationToken), standby());
        var max = _max ??= state.Max;
        if (state.Max != max + away.Count)
            await group.SetMaxAsync(max + away.Count, cancellationToken);

        return new FleetState(
            Math.Max(0, state.Desired - away.Count),
            max,
            [.. state.Instances.Select(instance => away.Contains(instance.Id, StringComparer.Ordinal) ? instance with { State = InstanceState.Standby } : instance)]);
    }

    public Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default) => group.RaiseDesiredAsync(desired + standby().Count, cancellationToken);

    public Task SetMaxAsync(int max, CancellationToken cancellationToken = default)
    {
        _max = max;
        return group.SetMaxAsync(max + standby().Count, cancellationToken);
    }

    public Task MarkUnhealthyAsync(IReadOnlyCollection<string> instances, CancellationToken cancellationToken = default) =>
        group.MarkUnhealthyAsync(instances, cancellationToken);
}
