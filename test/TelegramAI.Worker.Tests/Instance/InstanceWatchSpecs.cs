using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Fleet;
using TelegramAI.Worker.Ec2.Instance;

namespace TelegramAI.Worker.Tests.Instance;

public sealed class InstanceWatchSpecs : IDisposable
{
    private static readonly InstanceId Machine = new("i-0123456789abcdef0");

    private readonly FakeTimeProvider _time = new();
    private readonly MetadataService _service = new();
    private readonly HttpClient _http;
    private readonly InstanceMember _member;
    private readonly InstanceWatch _watch;

    public InstanceWatchSpecs()
    {
        var life = new RecordedLife();
        var options = Options.Create(new InstanceOptions());
        _http = new HttpClient(_service);
        _member = new InstanceMember(
            life, new GroupRequests(life, NullLogger<GroupRequests>.Instance), Options.Create(new WorkerOptions()), _time, NullLogger<InstanceMember>.Instance);
        _watch = new InstanceWatch(new InstanceMetadata(_http, options, _time), _member, life, options, _time, NullLogger<InstanceWatch>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_machine_asks_what_it_is_until_it_is_told_and_is_in_trouble_meanwhile()
    {
        _service.Answer = (_, _) => throw new HttpRequestException("away");
        var identifying = _watch.IdentifyAsync(Cancellation);
        await PassUntilAsync(() => _service.Asked >= 10);
        Assert.NotNull(_watch.Trouble);
        Assert.False(identifying.IsCompleted);

        _service.Answer = (path, _) => Task.FromResult(path.EndsWith("instance-id", StringComparison.Ordinal) ? Machine.Value : "a-token");
        await PassUntilAsync(() => identifying.IsCompleted);

        Assert.Equal(Machine, await identifying);
        Assert.Equal(Machine, _member.Instance);
        Assert.Null(_watch.Trouble);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_watch_that_is_cancelled_while_it_asks_ends_without_a_failure()
    {
        _member.Identify(Machine);
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        _service.Answer = async (_, cancellation) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return "";
        };
        var watching = _watch.WatchAsync(stop.Token);
        await asked.Task.WaitAsync(Cancellation);
        await stop.CancelAsync();

        await watching;
        Assert.False(_member.Leaving.IsCancellationRequested);
    }

    public void Dispose()
    {
        _member.Dispose();
        _http.Dispose();
        _service.Dispose();
    }

    private async Task PassUntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Cancellation);
        }
    }

    private sealed class MetadataService : HttpMessageHandler
    {
        private int _asked;

        public Func<string, CancellationToken, Task<string>> Answer { get; set; } = (_, _) => Task.FromResult("");

        public int Asked => Volatile.Read(ref _asked);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return new HttpResponseMessage { Content = new StringContent(await Answer(request.RequestUri!.AbsolutePath, cancellationToken)) };
        }
    }
}
