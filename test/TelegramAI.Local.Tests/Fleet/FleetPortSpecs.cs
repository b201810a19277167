using TelegramAI.Core.Fleet;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class FleetPortSpecs : FleetSpecs
{
    private SimulatedFleet? _simulated;

    protected override Task<IFleet> OpenAsync(int max)
    {
        _simulated = new SimulatedFleet(new FleetOptions { MaxInstances = max });
        return Task.FromResult<IFleet>(_simulated.Fleet);
    }

    protected override Task SettleAsync() => _simulated!.RunAsync(TimeSpan.FromMinutes(2));
}
