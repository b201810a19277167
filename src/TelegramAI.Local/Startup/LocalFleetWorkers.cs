using TelegramAI.Local.Fleet;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Local.Startup;

/// <summary>Lets an instance of the local fleet run the same worker that a machine on AWS runs.</summary>
internal sealed class InstanceWorker(JobWorker worker) : IInstanceWorker
{
    public bool Busy => worker.Busy;

    public Task RunAsync(CancellationToken stop) => worker.RunAsync(stop);
}
