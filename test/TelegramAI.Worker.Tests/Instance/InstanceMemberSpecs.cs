using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Fleet;
using TelegramAI.Worker.Ec2.Instance;

namespace TelegramAI.Worker.Tests.Instance;

public sealed class InstanceMemberSpecs : IDisposable
{
    private static readonly InstanceId Machine = new("i-0123456789abcdef0");

    private readonly RecordedLife _life = new();
    private readonly FakeTimeProvider _time = new();
    private readonly InstanceMember _member;

    public InstanceMemberSpecs() =>
        _member = new InstanceMember(
            _life, new GroupRequests(_life, NullLogger<GroupRequests>.Instance), Options.Create(new WorkerOptions()), _time, NullLogger<InstanceMember>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_that_nobody_watches_may_ask_for_ever_and_is_neither_protected_nor_ended()
    {
        Assert.Equal(TimeSpan.MaxValue, await AskAsync(idleSeconds: 10_000));
        Assert.True(await _member.MayBeginAsync(Cancellation));
        Assert.Empty(_life.Calls);
    }

    [Fact]
    public async Task A_machine_of_no_group_works_unprotected_and_joins_its_group_when_it_is_taken_into_one()
    {
        _member.Identify(Machine);
        _life.Standing = InstanceStanding.Outside;
        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 10_000));
        Assert.True(await _member.MayBeginAsync(Cancellation));
        Assert.Empty(_life.Calls);

        _life.Standing = InstanceStanding.InService;
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull(await AskAsync(idleSeconds: 0));
        Assert.Equal(["protect"], _life.Calls);
    }

    [Fact]
    public async Task A_launched_machine_reports_only_after_its_first_receive_and_is_protected_once_it_is_in_service()
    {
        _member.Identify(Machine);
        _life.Standing = InstanceStanding.Starting;
        Assert.Equal(TimeSpan.FromSeconds(1), await AskAsync(idleSeconds: 0));
        await _member.TendAsync(Cancellation);
        Assert.Empty(_life.Calls);

        _member.Received();
        Assert.NotNull(await AskAsync(idleSeconds: 1));
        Assert.Equal(["report"], _life.Calls);

        _life.Standing = InstanceStanding.InService;
        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 1));
        Assert.Equal("protect", _life.Calls[^1]);
    }

    [Fact]
    public async Task A_launched_machine_whose_slots_are_full_reports_and_is_protected_without_asking_for_more()
    {
        _member.Identify(Machine);
        _life.Standing = InstanceStanding.Starting;
        await AskAsync(idleSeconds: 0);
        _member.Received();
        Assert.True(await _member.MayBeginAsync(Cancellation));

        _life.Failure = new HttpRequestException("away");
        await Assert.ThrowsAsync<HttpRequestException>(() => _member.TendAsync(Cancellation));
        _life.Failure = null;
        _life.OnReport = () => _life.Standing = InstanceStanding.InService;
        await _member.TendAsync(Cancellation);

        Assert.Equal(["report", "protect"], _life.Calls);
    }

    [Fact]
    public async Task A_group_that_does_not_wait_for_the_report_stops_nobody()
    {
        _member.Identify(Machine);
        _life.Standing = InstanceStanding.Starting;
        await AskAsync(idleSeconds: 0);
        _member.Received();
        _life.Failure = new NoLifecycleActionException(Machine);
        Assert.Equal(TimeSpan.FromSeconds(1), await AskAsync(idleSeconds: 1));

        (_life.Failure, _life.Standing) = (null, InstanceStanding.InService);
        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 2));
    }

    [Fact]
    public async Task A_machine_that_is_put_aside_takes_nothing_and_works_again_when_it_is_put_back()
    {
        _member.Identify(Machine);
        await AskAsync(idleSeconds: 0);
        await _member.HearTargetAsync("Standby", Cancellation);
        _life.Standing = InstanceStanding.Standby;

        Assert.Equal(TimeSpan.Zero, await AskAsync(idleSeconds: 500));
        Assert.False(await _member.MayBeginAsync(Cancellation));
        Assert.False(_member.Leaving.IsCancellationRequested);

        // It is launched anew, and what it did not do while it was aside is not held against it.
        _time.Advance(TimeSpan.FromHours(1));
        await _member.HearTargetAsync("InService", Cancellation);
        _life.Standing = InstanceStanding.Starting;
        await AskAsync(idleSeconds: 3600);
        _member.Received();
        await AskAsync(idleSeconds: 3600);
        _life.Standing = InstanceStanding.InService;
        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 3600));
        Assert.Equal(["protect", "report", "protect"], _life.Calls);
        Assert.True(await _member.MayBeginAsync(Cancellation));
    }

    [Fact]
    public async Task A_machine_that_was_put_aside_before_the_metadata_say_so_does_not_leave()
    {
        _member.Identify(Machine);
        await AskAsync(idleSeconds: 0);
        _time.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(idleSeconds: 61);
        (_life.Failure, _life.Standing) = (new InstanceNotInServiceException(Machine), InstanceStanding.Standby);

        Assert.False(await _member.MayBeginAsync(Cancellation));
        Assert.Equal(TimeSpan.Zero, await AskAsync(idleSeconds: 62));
        Assert.False(_member.Leaving.IsCancellationRequested);
    }

    [Fact]
    public async Task A_machine_of_a_group_that_is_deleted_gives_its_protection_up_while_it_works()
    {
        _member.Identify(Machine);
        await AskAsync(idleSeconds: 0);
        _life.IsGroupClosed = true;
        await _member.TendAsync(Cancellation);
        Assert.Equal(["protect"], _life.Calls);

        _time.Advance(TimeSpan.FromSeconds(60));
        await _member.TendAsync(Cancellation);
        await _member.TendAsync(Cancellation);
        Assert.True(await _member.MayBeginAsync(Cancellation));
        Assert.Equal(["protect", "unprotect"], _life.Calls);
    }

    [Fact]
    public async Task It_is_protected_before_it_asks_for_work()
    {
        _member.Identify(Machine);

        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 0));
        Assert.Equal(["protect"], _life.Calls);

        await AskAsync(idleSeconds: 10);
        Assert.Equal(["protect"], _life.Calls);
    }

    [Fact]
    public async Task It_gives_its_protection_up_after_a_minute_and_ends_itself_after_two()
    {
        _member.Identify(Machine);
        await AskAsync(idleSeconds: 0);
        _time.Advance(TimeSpan.FromSeconds(120));

        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 60));
        Assert.Equal(["protect", "unprotect"], _life.Calls);

        Assert.Null(await AskAsync(idleSeconds: 120));
        Assert.Equal(["protect", "unprotect", "terminate"], _life.Calls);
        Assert.True(_member.Leaving.IsCancellationRequested);
    }

    [Fact]
    public async Task What_came_after_it_gave_its_protection_up_is_begun_only_when_it_is_protected_again()
    {
        _member.Identify(Machine);
        await AskAsync(idleSeconds: 0);
        _time.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(idleSeconds: 61);

        Assert.True(await _member.MayBeginAsync(Cancellation));
        Assert.Equal(["protect", "unprotect", "protect"], _life.Calls);
    }

    [Fact]
    public async Task One_that_is_leaving_already_begins_nothing_and_asks_for_no_more()
    {
        _member.Identify(Machine);
        await AskAsync(idleSeconds: 0);
        _time.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(idleSeconds: 61);
        _life.Failure = new InstanceLeavingException(Machine);

        Assert.False(await _member.MayBeginAsync(Cancellation));
        Assert.True(_member.Leaving.IsCancellationRequested);
        Assert.Null(await AskAsync(idleSeconds: 0));
    }

    [Fact]
    public async Task One_that_its_group_needs_stays_and_asks_again_after_a_while()
    {
        _member.Identify(Machine);
        _life.IsNeeded = true;
        await AskAsync(idleSeconds: 0);
        _time.Advance(TimeSpan.FromSeconds(121));

        Assert.NotNull(await AskAsync(idleSeconds: 120));
        Assert.NotNull(await AskAsync(idleSeconds: 121));
        Assert.Single(_life.Calls, "terminate");

        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.NotNull(await AskAsync(idleSeconds: 240));
        Assert.Equal(2, _life.Calls.Count(call => call is "terminate"));
        Assert.False(_member.Leaving.IsCancellationRequested);
    }

    [Fact]
    public async Task A_group_that_can_not_be_reached_is_asked_again_before_any_work()
    {
        _member.Identify(Machine);
        _life.Failure = new HttpRequestException("away");
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(idleSeconds: 0));
        Assert.Empty(_life.Calls);
        await Assert.ThrowsAsync<HttpRequestException>(async () => await _member.MayBeginAsync(Cancellation));

        _life.Failure = null;
        Assert.NotNull(await AskAsync(idleSeconds: 0));
        Assert.Equal(["protect"], _life.Calls);
    }

    public void Dispose() => _member.Dispose();

    private async Task<TimeSpan?> AskAsync(double idleSeconds) => await _member.MayAskAsync(TimeSpan.FromSeconds(idleSeconds), Cancellation);
}
