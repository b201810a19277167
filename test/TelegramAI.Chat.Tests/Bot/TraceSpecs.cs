using System.Collections.Concurrent;
using System.Diagnostics;
using TelegramAI.Chat.Tests.Rig;
using TelegramAI.Core.Tracing;

namespace TelegramAI.Chat.Tests.Bot;

public sealed class TraceSpecs
{
    [Fact]
    public async Task A_job_carries_on_the_trace_of_the_update_that_asked_for_it()
    {
        const string Caller = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
        var ended = new ConcurrentQueue<Activity>();

        // Others run beside this spec, and want to stay untraced.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ServiceTrace.Name,
            Sample = (ref options) => $"{options.TraceId}" is "5759e988bd862e3fe1be46a994272793" ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var rig = new BotRig("7");

        using (ServiceTrace.Continue("update", ActivityKind.Server, Caller))
            await rig.HandleAsync(BotRig.Download());

        var job = Assert.Single(rig.Queue.Jobs);
        var queue = Assert.Single(ended, activity => activity.OperationName is "queue");
        var update = Assert.Single(ended, activity => activity.OperationName is "update");
        Assert.Equal(queue.Id, job.Trace);
        Assert.Equal((update.SpanId, ActivityKind.Producer), (queue.ParentSpanId, queue.Kind));
        Assert.Equal("53995c3f42cd8ad8", $"{update.ParentSpanId}");
    }

    [Fact]
    public async Task Where_nobody_listens_a_job_has_no_trace()
    {
        var rig = new BotRig("7");
        await rig.HandleAsync(BotRig.Download());

        Assert.Null(Assert.Single(rig.Queue.Jobs).Trace);
    }
}
