using TelegramAI.Core.Fleet;
using TelegramAI.Local.Fleet;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Local.Startup;

/// <summary>Lets an instance of the local fleet run the same worker that a machine on AWS runs.</summary>
internal sealed class InstanceWorker(JobWorker worker) : IInstanceWorker
{
    public bool Busy => worker.Busy;

    public Task RunAsync(CancellationToken stop) => worker.RunAsync(stop);
}

/// <summary>Lets the bot wake the fleet.</summary>
internal sealed class FleetWaker(FleetWake wake) : IFleetWaker
{
    public Task WakeAsync(int queued, CancellationToken cancellationToken = default) => wake.RaiseAsync(queued, cancellationToken);
}
