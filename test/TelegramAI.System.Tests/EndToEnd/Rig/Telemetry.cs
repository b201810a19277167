using TelegramAI.Testing.Telemetry;

namespace TelegramAI.System.Tests.EndToEnd.Rig;

/// <summary>What the bot and a worker that did one job have told a collector, when the worker has stopped.</summary>
internal static class Telemetry
{
    private const string Service = "telegramai-worker";

    /// <summary>The bot's update is a part of the trace in which it was called, the job comes of its queueing, and the steps are parts of the job.</summary>
    public static void AssertOneTrace(OtlpCollector collector, (string Trace, string Parent) update)
    {
        var bot = Assert.Single(collector.Spans, span => span.Name is "update" && string.Equals(span.Trace, update.Trace, StringComparison.Ordinal));
        Assert.Equal((update.Parent, "telegramai-bot"), (bot.Parent, bot.Service));
        var queue = Assert.Single(collector.Spans, span => span.Name is "queue" && string.Equals(span.Parent, bot.Id, StringComparison.Ordinal));

        var job = Assert.Single(collector.Spans, span => span.Name is "job");
        Assert.Equal((update.Trace, queue.Id, Service), (job.Trace, job.Parent, job.Service));
        Assert.Equal("Delivered", job.Tags["job.state"]);

        var steps = collector.Spans.Where(span => string.Equals(span.Parent, job.Id, StringComparison.Ordinal)).ToList();
        Assert.Equal(["resolve", "store", "deliver"], steps.Select(span => span.Name));
        Assert.All(steps, step => Assert.Equal((update.Trace, Service), (step.Trace, step.Service)));
    }

    /// <summary>That a job was given up is a part of the same trace, as often as it was said.</summary>
    public static void AssertGivenUp(OtlpCollector collector, (string Trace, string Parent) update, int times)
    {
        var letters = collector.Spans.Where(span => span.Name is "dead-letter").ToList();
        Assert.Equal(times, letters.Count);
        Assert.All(letters, letter => Assert.Equal((update.Trace, "telegramai-dead-letters"), (letter.Trace, letter.Service)));
    }

    public static void AssertCounted(OtlpCollector collector, long bytes)
    {
        var runs = Assert.Single(collector.Metrics, metric => metric.Name is "telegramai.job.runs");
        Assert.Equal((1, Service, "delivered"), (runs.Value, runs.Service, runs.Tags["outcome"]));
        var duration = Assert.Single(collector.Metrics, metric => metric.Name is "telegramai.job.duration");
        Assert.Equal(1, duration.Count);
        Assert.InRange(duration.Value, 0.01, 90);
        Assert.Equal(bytes, Assert.Single(collector.Metrics, metric => metric.Name is "telegramai.video.bytes").Value);
    }
}
