using TelegramAI.Core.Jobs;
using TelegramAI.Disk.Queue;

namespace TelegramAI.Local.Startup;

/// <summary>
/// Takes back what a killed process held. The data folder is this process's alone, so whatever is in flight or claimed in it is
/// nobody's: waiting for visibilities and leases to end would only make people wait.
/// </summary>
internal sealed class Recovery(SqliteQueue queue, IDocumentStore documents) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await queue.ReleaseAllAsync(cancellationToken);
        await foreach (var path in documents.ListAsync("videos/", cancellationToken))
        {
            if (path.EndsWith(".claim", StringComparison.Ordinal) && await documents.GetAsync(path, cancellationToken) is { } claim)
                await documents.DeleteAsync(path, claim.Version, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
