using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Core.Fleet;

/// <summary>Where workers show what they are doing, for an operator to look at. Nothing depends on it.</summary>
public interface IWorkerBoard
{
    /// <summary>Shows a worker with so many slots, until the result is disposed.</summary>
    IDisposable Join(string worker, int slots);

    /// <summary>Shows a job in one of the worker's slots, until the result is disposed.</summary>
    IJobActivity Take(string worker, JobId job);
}

/// <summary>A job on the board: it is told how far the job is.</summary>
public interface IJobActivity : IProgress<JobProgress>, IDisposable;

/// <summary>What a worker is doing.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Slots">How many jobs it can have at once.</param>
/// <param name="Jobs">Those it has, the oldest first.</param>
public sealed record WorkerActivity(string Worker, int Slots, IReadOnlyList<SlotActivity> Jobs);

/// <summary>What a worker does with one job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Since">When the worker took it.</param>
/// <param name="Progress">How far it is; null until the job says so.</param>
public sealed record SlotActivity(JobId Job, DateTimeOffset Since, JobProgress? Progress);
