using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Fleet;
using TelegramAI.Worker.Instance;

namespace TelegramAI.Worker.Tests.Instance;

public sealed class InstanceMemberSpecs : IDisposable
{
    private static readonly InstanceId Machine = new("i-0123456789abcdef0");

    private readonly RecordedLife _life = new();
    private readonly FakeTimeProvider _time = new();
    private readonly InstanceMember _member;

    public InstanceMemberSpecs() =>
        _member = new InstanceMember(_life, Options.Create(new WorkerOptions()), _time, NullLogger<InstanceMember>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_machine_of_no_group_may_ask_for_ever_and_is_neither_protected_nor_ended()
    {
        Assert.Equal(TimeSpan.MaxValue, await AskAsync(idleSeconds: 10_000));
        Assert.True(await _member.MayBeginAsync(Cancellation));
        Assert.Empty(_life.Calls);
    }

    [Fact]
    public async Task It_is_protected_before_it_asks_for_work()
    {
        _member.Join(Machine);

        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 0));
        Assert.Equal(["protect"], _life.Calls);

        await AskAsync(idleSeconds: 10);
        Assert.Equal(["protect"], _life.Calls);
    }

    [Fact]
    public async Task It_gives_its_protection_up_after_a_minute_and_ends_itself_after_two()
    {
        _member.Join(Machine);
        await AskAsync(idleSeconds: 0);

        Assert.Equal(TimeSpan.FromSeconds(60), await AskAsync(idleSeconds: 60));
        Assert.Equal(["protect", "unprotect"], _life.Calls);

        Assert.Null(await AskAsync(idleSeconds: 120));
        Assert.Equal(["protect", "unprotect", "terminate"], _life.Calls);
        Assert.True(_member.Leaving.IsCancellationRequested);
    }

    [Fact]
    public async Task What_came_after_it_gave_its_protection_up_is_begun_only_when_it_is_protected_again()
    {
        _member.Join(Machine);
        await AskAsync(idleSeconds: 0);
        await AskAsync(idleSeconds: 61);

        Assert.True(await _member.MayBeginAsync(Cancellation));
        Assert.Equal(["protect", "unprotect", "protect"], _life.Calls);
    }

    [Fact]
    public async Task One_that_is_leaving_already_begins_nothing_and_asks_for_no_more()
    {
        _member.Join(Machine);
        _life.Failure = new InstanceLeavingException(Machine);

        Assert.False(await _member.MayBeginAsync(Cancellation));
        Assert.True(_member.Leaving.IsCancellationRequested);
        Assert.Null(await AskAsync(idleSeconds: 0));
    }

    [Fact]
    public async Task One_that_its_group_needs_stays_and_asks_again_after_a_while()
    {
        _member.Join(Machine);
        _life.IsNeeded = true;

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
        _member.Join(Machine);
        _life.Failure = new HttpRequestException("away");
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(idleSeconds: 0));
        await Assert.ThrowsAsync<HttpRequestException>(async () => await _member.MayBeginAsync(Cancellation));

        _life.Failure = null;
        Assert.NotNull(await AskAsync(idleSeconds: 0));
        Assert.Equal(["protect"], _life.Calls);
    }

    public void Dispose() => _member.Dispose();

    private async Task<TimeSpan?> AskAsync(double idleSeconds) => await _member.MayAskAsync(TimeSpan.FromSeconds(idleSeconds), Cancellation);

    /// <summary>A group that does what it is asked, and remembers what that was.</summary>
    private sealed class RecordedLife : IInstanceLife
    {
        public List<string> Calls { get; } = [];

        public Exception? Failure { get; set; }

        public bool IsNeeded { get; set; }

        public Task<bool> IsMemberAsync(InstanceId instance, CancellationToken cancellationToken = default) => Task.FromResult(true);

        public Task ProtectAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("protect");

        public Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("unprotect");

        public Task BeatAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("beat");

        public Task CompleteAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("complete");

        public async Task<bool> TerminateAsync(InstanceId instance, bool replace, CancellationToken cancellationToken = default)
        {
            Assert.False(replace);
            await DoAsync("terminate");
            return !IsNeeded;
        }

        private Task DoAsync(string call)
        {
            if (Failure is not null)
                return Task.FromException(Failure);

            Calls.Add(call);
            return Task.CompletedTask;
        }
    }
}
