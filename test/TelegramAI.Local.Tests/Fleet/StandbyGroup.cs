using TelegramAI.Core.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

/// <summary>The group as AWS tells of it where an operator has put machines on standby, which lowers what is asked for by as many.</summary>
internal sealed class StandbyGroup(IFleet group, Func<IReadOnlyCollection<string>> standby) : IFleet
{
    public async Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var (state, away) = (await group.DescribeAsync(cancellationToken), standby());
        return new FleetState(
            Math.Max(0, state.Desired - away.Count),
            state.Max - away.Count,
            [.. state.Instances.Select(instance => away.Contains(instance.Id, StringComparer.Ordinal) ? instance with { State = InstanceState.Standby } : instance)]);
    }

    public Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default) => group.RaiseDesiredAsync(desired + standby().Count, cancellationToken);

    public Task SetMaxAsync(int max, CancellationToken cancellationToken = default) => group.SetMaxAsync(max + standby().Count, cancellationToken);

    public Task MarkUnhealthyAsync(IReadOnlyCollection<string> instances, CancellationToken cancellationToken = default) =>
        group.MarkUnhealthyAsync(instances, cancellationToken);
}
