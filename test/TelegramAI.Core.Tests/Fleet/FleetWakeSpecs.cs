using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Tests.Fleet;

public sealed class FleetWakeSpecs
{
    private readonly FakeTimeProvider _time = new();
    private readonly CountedQueue _queue = new();
    private readonly AskedFleet _fleet = new();

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(10, 0, 1)]
    [InlineData(10, 1, 2)]
    [InlineData(50, 0, 5)]
    [InlineData(1000, 20, 10)]
    public async Task Asks_for_what_waits_and_what_is_in_flight(int visible, int inFlight, int expected)
    {
        _queue.Counts = new QueueCounts(visible, inFlight, 0, 0);
        Assert.Equal(expected, await Wake().RaiseAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal([expected], _fleet.Asked);
    }

    [Fact]
    public async Task Asks_for_nothing_when_nothing_waits()
    {
        Assert.Null(await Wake().RaiseAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(_fleet.Asked);
    }

    [Fact]
    public async Task What_was_just_queued_counts_although_the_queue_does_not_count_it_yet() =>
        Assert.Equal(3, await Wake().RaiseAsync(queued: 21, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Asks_at_most_every_two_seconds()
    {
        var wake = Wake();
        _queue.Counts = new QueueCounts(1, 0, 0, 0);
        Assert.Equal(1, await wake.RaiseAsync(cancellationToken: TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(await wake.RaiseAsync(cancellationToken: TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await wake.RaiseAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], _fleet.Asked);
    }

    [Fact]
    public async Task An_error_is_the_callers_and_the_next_wake_tries_again()
    {
        var wake = Wake();
        _fleet.Error = new InvalidOperationException("no permission");
        await Assert.ThrowsAsync<InvalidOperationException>(() => wake.RaiseAsync(queued: 1, TestContext.Current.CancellationToken));

        _fleet.Error = null;
        _time.Advance(FleetWake.Interval);
        Assert.Equal(1, await wake.RaiseAsync(queued: 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Wants_at_least_one_for_anything_never_more_than_the_maximum_and_never_less_for_more() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 100], Gen.Int[1, 50]).Sample((jobs, target, max) =>
        {
            var options = new FleetOptions { TargetBacklog = target, MaxInstances = max };
            var want = FleetWake.Want(jobs, options);
            return want <= max && (jobs == 0 ? want == 0 : want >= 1) && FleetWake.Want(jobs + 1, options) >= want;
        });

    private FleetWake Wake() => new(_queue, _fleet, Options.Create(new FleetOptions()), _time);

    private sealed class CountedQueue : IJobQueue
    {
        public QueueCounts Counts { get; set; } = new(0, 0, 0, 0);

        public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) => Task.FromResult(Counts);

        public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    private sealed class AskedFleet : IFleet
    {
        public List<int> Asked { get; } = [];

        public Exception? Error { get; set; }

        public Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(new FleetState(0, 10, []));

        public Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default)
        {
            if (Error is not null)
                return Task.FromException(Error);

            Asked.Add(desired);
            return Task.CompletedTask;
        }
    }
}
