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
        Assert.Equal(expected, await Wake().RaiseAsync(jobs, TestContext.Current.CancellationToken));
        Assert.Equal([expected], _fleet.Asked);
    }

    [Fact]
    public async Task Asks_for_nothing_when_there_is_no_job()
    {
        Assert.Null(await Wake().RaiseAsync(jobs: 0, TestContext.Current.CancellationToken));
        Assert.Empty(_fleet.Asked);
    }

    [Fact]
    public async Task Asks_at_most_every_two_seconds()
    {
        var wake = Wake();
        Assert.Equal(1, await wake.RaiseAsync(jobs: 1, TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(await wake.RaiseAsync(jobs: 1, TestContext.Current.CancellationToken));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await wake.RaiseAsync(jobs: 1, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1], _fleet.Asked);
    }

    [Fact]
    public async Task An_error_is_the_callers_and_the_next_wake_tries_again()
    {
        var wake = Wake();
        _fleet.Error = new InvalidOperationException("no permission");
        await Assert.ThrowsAsync<InvalidOperationException>(() => wake.RaiseAsync(jobs: 1, TestContext.Current.CancellationToken));

        _fleet.Error = null;
        _time.Advance(FleetWake.Interval);
        Assert.Equal(1, await wake.RaiseAsync(jobs: 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Wants_at_least_one_for_anything_never_more_than_the_maximum_and_never_less_for_more() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 100], Gen.Int[1, 50]).Sample((jobs, target, max) =>
        {
            var options = new FleetOptions { TargetBacklog = target, MaxInstances = max };
            var want = FleetWake.Want(jobs, options);
            return want <= max && (jobs == 0 ? want == 0 : want >= 1) && FleetWake.Want(jobs + 1, options) >= want;
        });

    private FleetWake Wake() => new(_fleet, Options.Create(new FleetOptions()), _time);

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
