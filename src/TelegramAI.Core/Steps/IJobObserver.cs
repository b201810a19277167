using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>Watches workers at their jobs, for whoever operates them.</summary>
public interface IJobObserver
{
    /// <summary>A worker begins to run a job; it ends when the returned watch is disposed.</summary>
    IJobWatch Begin(string worker, DownloadJob job);
}

/// <summary>Watches one run of one job.</summary>
public interface IJobWatch : IProgress<JobProgress>, IDisposable;
