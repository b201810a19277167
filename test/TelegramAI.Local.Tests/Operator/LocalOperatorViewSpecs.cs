using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Documents;
using TelegramAI.Local.Fleet;
using TelegramAI.Local.Operator;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Tests.Operator;

public sealed class LocalOperatorViewSpecs : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("operator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Shows_the_jobs_that_have_ended_the_latest_first_and_at_most_fifty()
    {
        var view = View();
        for (var message = 1; message <= 60; message++)
            await FinishAsync(message);
        await BeginAsync(message: 100);

        var finished = (await view.ReadAsync(TestContext.Current.CancellationToken)).Finished;

        Assert.Equal(Enumerable.Range(11, 50).Reverse(), finished.Select(entry => entry.Job.Id.Message.Value));
    }

    [Fact]
    public async Task Reads_the_ledger_again_only_after_two_seconds()
    {
        var view = View();
        Assert.Empty((await view.ReadAsync(TestContext.Current.CancellationToken)).Finished);
        await FinishAsync(message: 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await view.ReadAsync(TestContext.Current.CancellationToken)).Finished);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single((await view.ReadAsync(TestContext.Current.CancellationToken)).Finished);
    }

    [Fact]
    public async Task Shows_the_fleet_by_its_own_clock()
    {
        var view = View();
        _time.Advance(TimeSpan.FromSeconds(4));
        var snapshot = await view.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(15, snapshot.FleetSpeed);
        Assert.Equal(TimeSpan.FromSeconds(56), snapshot.FleetNow - snapshot.Now);
        Assert.Equal(new QueueCounts(1, 2, 3, 4), snapshot.Queue);
    }

    private LocalOperatorView View()
    {
        var fleetTime = new AcceleratedTime(_time, 15);
        var options = Options.Create(new FleetOptions());
        var fleet = new LocalFleet(_ => throw new NotSupportedException(), options, Options.Create(new LocalFleetOptions()), fleetTime, NullLogger<LocalFleet>.Instance);
        var health = new HealthReport();
        health.Add(new HealthLine("Version", "1"));
        return new LocalOperatorView(new CountedQueue(), fleet, new FleetHistory(), new WorkerBoard(_time), Ledger, health, options, fleetTime, _time);
    }

    private JobLedger Ledger => field ??= new JobLedger(new FolderDocuments(_folder, _time), _time, NullLogger<JobLedger>.Instance);

    private Task<JobRun> BeginAsync(int message) => Ledger.BeginAsync(
        new DownloadJob
        {
            Id = new JobId(new ChatId(1), new MessageId(message), 0),
            User = new UserId(1),
            Request = VideoRequest.ForSearch("words"),
            RequestedAt = _time.GetUtcNow(),
        },
        "worker-1",
        TimeSpan.FromMinutes(1),
        TestContext.Current.CancellationToken);

    private async Task FinishAsync(int message)
    {
        var run = await BeginAsync(message);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await run.UpdateAsync(entry => entry with { State = JobState.Delivered, EndedAt = _time.GetUtcNow() }, TestContext.Current.CancellationToken);
    }

    private sealed class CountedQueue : IJobQueue
    {
        public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult(new QueueCounts(1, 2, 3, 4));

        public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
