using Microsoft.Extensions.Hosting;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Worker.Hosting;

/// <summary>Runs the worker as long as the program runs.</summary>
internal sealed class WorkerService(JobWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
