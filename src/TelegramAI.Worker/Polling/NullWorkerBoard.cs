using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Worker.Polling;

/// <summary>The board of a machine that nobody looks at: its jobs are seen in the ledger, the logs and the metrics.</summary>
internal sealed class NullWorkerBoard : IWorkerBoard, IJobActivity
{
    public IDisposable Join(string worker, int slots) => this;

    public IJobActivity Take(string worker, JobId job) => this;

    public void Report(JobProgress value)
    {
        // It would be shown to nobody.
    }

    public void Dispose()
    {
        // It holds nothing.
    }
}
