using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Local.Fleet;

/// <summary>The memory of the fleet for as long as the program runs: the next run begins with other instances.</summary>
public sealed class LocalFleetMemory : IFleetMemory
{
    private FleetMemory _memory = new();

    public Task<FleetMemory> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult(_memory);

    public Task WriteAsync(FleetMemory memory, CancellationToken cancellationToken = default)
    {
        _memory = memory;
        return Task.CompletedTask;
    }
}

/// <summary>Leaves the age open, because the local queue counts exactly: nothing has to be made up for.</summary>
public sealed class UnknownQueueAge : IQueueAge
{
    public Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken = default) => Task.FromResult<TimeSpan?>(null);
}
