using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Local.Fleet;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class WorkerBoardSpecs
{
    private static readonly JobId Job = new(new ChatId(7), new MessageId(1), 0);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Shows_each_worker_with_its_jobs_and_how_far_they_are()
    {
        var board = new WorkerBoard(_time);
        using var first = board.Join("worker-1", 2);
        using var second = board.Join("worker-2", 3);
        using var job = board.Take("worker-2", Job);
        job.Report(new JobProgress(JobStep.Store, "A film", new DownloadProgress(1, 4)));

        var workers = board.Read();

        Assert.Equal([("worker-1", 2, 0), ("worker-2", 3, 1)], workers.Select(worker => (worker.Worker, worker.Slots, worker.Jobs.Count)));
        var shown = workers[1].Jobs[0];
        Assert.Equal((Job, _time.GetUtcNow(), "A film"), (shown.Job, shown.Since, shown.Progress?.Title));
    }

    [Fact]
    public void A_job_that_has_ended_and_a_worker_that_has_left_are_gone()
    {
        var board = new WorkerBoard(_time);
        var worker = board.Join("worker-1", 2);
        var job = board.Take("worker-1", Job);

        job.Dispose();
        Assert.Empty(Assert.Single(board.Read()).Jobs);

        worker.Dispose();
        Assert.Empty(board.Read());
    }

    [Fact]
    public void A_worker_that_has_not_joined_can_take_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new WorkerBoard(_time).Take("worker-1", Job));

    [Fact]
    public void Many_threads_may_write_while_it_is_read()
    {
        var board = new WorkerBoard(_time);
        using var worker = board.Join("worker-1", 8);
        Parallel.For(0, 2000, number =>
        {
            using var job = board.Take("worker-1", Job with { Number = number });
            job.Report(new JobProgress(JobStep.Resolve));
            Assert.Contains(Assert.Single(board.Read()).Jobs, shown => shown.Job.Number == number);
        });
        Assert.Empty(Assert.Single(board.Read()).Jobs);
    }
}
