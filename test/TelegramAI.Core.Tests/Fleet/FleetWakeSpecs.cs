using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Core.Tests.Fleet;

public sealed class FleetWakeSpecs
{
    private readonly FakeTimeProvider _time = new();
    private readonly AskedFleet _fleet = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(50, 5)]
    [InlineData(1020, 10)]
    public async Task Asks_for_what_the_jobs_are_worth(int jobs, int expected)
    {
        using var wake = Wake();
        Assert.Equal(expected, await wake.WakeAsync(jobs, TestContext.Current.CancellationToken));
        Assert.Equal([expected], _fleet.Asked);
    }

    [Fact]
    public async Task Asks_for_nothing_when_there_is_no_job()
    {
        using var wake = Wake();
        Assert.Null(await wake.WakeAsync(jobs: 0, TestContext.Current.CancellationToken));
        Assert.Empty(_fleet.Asked);
    }

    [Fact]
    public async Task Asks_at_most_every_two_seconds()
    {
        using var wake = Wake();
        Assert.Equal(1, await wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(await wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], _fleet.Asked);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_larger_wish_is_not_held_back_by_a_smaller_one()
    {
        using var wake = Wake();
        Assert.Equal(1, await wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));
        Assert.Equal(6, await wake.WakeAsync(jobs: 60, TestContext.Current.CancellationToken));
        Assert.Null(await wake.WakeAsync(jobs: 50, TestContext.Current.CancellationToken));
        Assert.Equal([1, 6], _fleet.Asked);
    }

    [Fact(Timeout = 10_000)]
    public async Task An_error_is_the_callers_and_the_next_wake_tries_again_at_once()
    {
        using var wake = Wake();
        _fleet.Error = new InvalidOperationException("no permission");
        await Assert.ThrowsAsync<InvalidOperationException>(() => wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));

        _fleet.Error = null;
        Assert.Equal(1, await wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 10_000)]
    public async Task A_wish_that_came_while_another_failed_is_not_lost_with_it()
    {
        using var wake = Wake();
        var answer = new TaskCompletionSource();
        _fleet.Answer = answer.Task;
        var first = wake.WakeAsync(jobs: 20, TestContext.Current.CancellationToken);
        var second = wake.WakeAsync(jobs: 20, TestContext.Current.CancellationToken);

        _fleet.Answer = Task.CompletedTask;
        answer.SetException(new InvalidOperationException("throttled"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.Equal(2, await second);
        Assert.Equal([2, 2], _fleet.Asked);
    }

    [Fact]
    public void Whatever_is_wished_when_the_largest_wish_is_reached() =>
        Gen.Select(Gen.Int[1, 120], Gen.Int[0, 3000], Gen.Bool).Array[1, 12].Sample(wishes =>
        {
            using var wake = new FleetWake(_fleet, Options.Create(new FleetOptions()), _time);
            _fleet.Asked.Clear();
            var largest = 0;
            foreach (var (jobs, pause, fails) in wishes)
            {
                _fleet.Error = fails ? new InvalidOperationException("throttled") : null;
                _time.Advance(TimeSpan.FromMilliseconds(pause));
                var wished = wake.WakeAsync(jobs, CancellationToken.None);
                largest = wished.IsFaulted ? largest : Math.Max(largest, LaunchRule.Worth(jobs, new FleetOptions()));
            }

            return _fleet.Asked.DefaultIfEmpty().Max() == largest;
        }, threads: 1);

    [Fact(Timeout = 10_000)]
    public async Task Nothing_is_asked_for_before_there_is_an_image()
    {
        using var wake = new FleetWake(_fleet, Options.Create(new FleetOptions { ImagePublished = false }), _time);

        Assert.Null(await wake.WakeAsync(jobs: 1, TestContext.Current.CancellationToken));
        Assert.Empty(_fleet.Asked);
        Assert.False(wake.HasWorkerImage);
    }

    [Fact]
    public void Wants_at_least_one_for_anything_never_more_than_the_maximum_and_never_less_for_more() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 100], Gen.Int[1, 50]).Sample((jobs, target, max) =>
        {
            var options = new FleetOptions { TargetBacklog = target, MaxInstances = max };
            var want = LaunchRule.Worth(jobs, options);
            return want <= max && (jobs == 0 ? want == 0 : want >= 1) && LaunchRule.Worth(jobs + 1, options) >= want;
        });

    private FleetWake Wake() => new(_fleet, Options.Create(new FleetOptions()), _time);

    private sealed class AskedFleet : IFleet
    {
        public List<int> Asked { get; } = [];

        public Exception? Error { get; set; }

        public Task Answer { get; set; } = Task.CompletedTask;

        public Task<FleetState> DescribeAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(new FleetState(0, 10, []));

        public Task RaiseDesiredAsync(int desired, CancellationToken cancellationToken = default)
        {
            if (Error is not null)
                return Task.FromException(Error);

            Asked.Add(desired);
            return Answer;
        }

        public Task SetMaxAsync(int max, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task MarkUnhealthyAsync(IReadOnlyCollection<string> instances, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
