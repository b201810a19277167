using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Tests.Operator;

/// <summary>A service with one worker, one running job and one that failed.</summary>
internal sealed class ShownService : IOperatorView
{
    public static readonly JobId Running = new(new ChatId(7), new MessageId(1), 0);
    public static readonly JobId Failed = new(new ChatId(-8), new MessageId(2), 0);

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private int _failures;
    private int _reads;

    public int Reads => _reads;

    public QueueCounts Queue { get; set; } = new(12, 1, 2, 3);

    public FleetState Fleet { get; set; } = new(2, 10, [new FleetInstance("worker-1", InstanceState.InService, true, Now)]);

    /// <summary>How many of the next reads fail.</summary>
    public int Failures { set => _failures = value; }

    public Task<OperatorSnapshot> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = Interlocked.Increment(ref _reads);
        if (Interlocked.Decrement(ref _failures) >= 0)
            return Task.FromException<OperatorSnapshot>(new IOException("The queue is locked"));

        return Task.FromResult(new OperatorSnapshot
        {
            Now = Now,
            FleetNow = Now.AddMinutes(read),
            FleetSpeed = 15,
            TargetBacklog = 10,
            Queue = Queue,
            Fleet = Fleet,
            History = [.. Enumerable.Range(1, read).Select(minute => new FleetPoint(Now.AddMinutes(minute), 12, 1, 12, 2, 1, 1))],
            Workers =
            [
                new WorkerActivity("worker-1", 2, [new SlotActivity(Running, Now.AddSeconds(-5), new JobProgress(JobStep.Store, "<b>A film</b>", new DownloadProgress(1, 4)))]),
            ],
            Finished =
            [
                new JobEntry
                {
                    Job = new DownloadJob
                    {
                        Id = Failed,
                        User = new UserId(1),
                        Request = VideoRequest.ForSearch("some words"),
                        RequestedAt = Now.AddSeconds(-30),
                    },
                    State = JobState.Failed,
                    Run = "worker-1/1",
                    Runs = 1,
                    StartedAt = Now.AddSeconds(-20),
                    EndedAt = Now.AddSeconds(-10),
                    Failure = $"❌ This video is private. (id {Failed.Short})",
                },
            ],
            Health = [new HealthLine("ffmpeg", "not found: 360p only", HealthLevel.Reduced)],
        });
    }
}
