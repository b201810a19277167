using System.Collections.Concurrent;
using System.Diagnostics;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

public sealed class TraceSpecs : IDisposable
{
    private readonly string _trace = $"{ActivityTraceId.CreateRandom()}";
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TraceSpecs()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ServiceTrace.Name,
            Sample = (ref options) => $"{options.TraceId}".Equals(_trace, StringComparison.Ordinal) ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Parent => $"00-{_trace}-53995c3f42cd8ad8-01";

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_job_goes_on_with_the_trace_that_its_message_carries()
    {
        await using var rig = new WorkerRig();
        await rig.Queue.SendAsync([FakeJob.Of() with { Trace = Parent }], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        var job = Assert.Single(_ended, activity => activity.OperationName is "job");
        Assert.Equal(("53995c3f42cd8ad8", ActivityKind.Consumer), ($"{job.ParentSpanId}", job.Kind));
        Assert.Equal("1-1-1", job.GetTagItem("job.id"));
        Assert.Equal("Delivered", job.GetTagItem("job.state"));
        Assert.Equal(["resolve", "store", "deliver"], _ended.Where(activity => activity.ParentSpanId == job.SpanId).Select(activity => activity.OperationName));
    }

    [Fact]
    public async Task A_step_that_fails_says_so_and_each_run_is_a_part_of_the_same_trace()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (number, _) => number == 1 ? throw new VideoTransientException("reset") : Task.CompletedTask;
        var job = FakeJob.Of() with { Trace = Parent };

        await rig.Runner.RunAsync(job, "first", cancellationToken: Token);
        await rig.Ledger.TryNowAsync(job.Id, Token);
        await rig.Runner.RunAsync(job, "second", cancellationToken: Token);

        Assert.Equal(["Retrying", "Delivered"], _ended.Where(activity => activity.OperationName is "job").Select(activity => activity.GetTagItem("job.state")));
        Assert.Equal(
            [ActivityStatusCode.Error, ActivityStatusCode.Unset],
            _ended.Where(activity => activity.OperationName is "resolve").Select(activity => activity.Status));
        Assert.All(_ended, activity => Assert.Equal(_trace, $"{activity.TraceId}"));
    }
}
