using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>A board that nobody looks at.</summary>
internal sealed class SilentBoard : IWorkerBoard, IJobActivity
{
    public IDisposable Join(string worker, int slots) => this;

    public IJobActivity Take(string worker, JobId job) => this;

    public void Report(JobProgress value)
    {
    }

    public void Dispose()
    {
    }
}
