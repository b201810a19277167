using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;

namespace TelegramAI.Local.Fleet;

/// <summary>The board of the workers of this process.</summary>
public sealed class WorkerBoard(TimeProvider time) : IWorkerBoard
{
    private readonly Lock _gate = new();
    private readonly List<Row> _rows = [];

    public IDisposable Join(string worker, int slots)
    {
        var row = new Row(this, worker, slots);
        lock (_gate)
            _rows.Add(row);

        return row;
    }

    public IJobActivity Take(string worker, JobId job)
    {
        var activity = new Activity(this, job, time.GetUtcNow());
        lock (_gate)
        {
            activity.Row = _rows.Find(row => string.Equals(row.Worker, worker, StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"The worker '{worker}' has not joined the board");
            activity.Row.Jobs.Add(activity);
        }

        return activity;
    }

    /// <summary>What every worker is doing now, in the order in which they joined.</summary>
    public IReadOnlyList<WorkerActivity> Read()
    {
        lock (_gate)
        {
            return
            [
                .. _rows.Select(row => new WorkerActivity(
                    row.Worker,
                    row.Slots,
                    [.. row.Jobs.Select(job => new SlotActivity(job.Job, job.Since, job.Progress))])),
            ];
        }
    }

    private sealed class Row(WorkerBoard board, string worker, int slots) : IDisposable
    {
        public string Worker => worker;

        public int Slots => slots;

        public List<Activity> Jobs { get; } = [];

        public void Dispose()
        {
            lock (board._gate)
                board._rows.Remove(this);
        }
    }

    private sealed class Activity(WorkerBoard board, JobId job, DateTimeOffset since) : IJobActivity
    {
        public Row? Row { get; set; }

        public JobId Job => job;

        public DateTimeOffset Since => since;

        public JobProgress? Progress { get; private set; }

        public void Report(JobProgress value)
        {
            lock (board._gate)
                Progress = value;
        }

        public void Dispose()
        {
            lock (board._gate)
                Row?.Jobs.Remove(this);
        }
    }
}
