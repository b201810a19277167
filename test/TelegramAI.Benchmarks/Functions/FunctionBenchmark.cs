using System.Diagnostics;
using System.Text;
using TelegramAI.Benchmarks.Measuring;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Benchmarks.Functions;

/// <summary>What the bot's function costs whoever waits for its answer: at a start, and after it.</summary>
internal static class FunctionBenchmark
{
    private const int Starts = 7;
    private const int Invocations = 200;
    private const int WarmUp = 30;

    public static async Task RunAsync()
    {
        if ((PublishedFunctions.Missing ?? StackTemplate.Missing ?? MotoServer.Missing) is { } missing)
        {
            Console.WriteLine($"\nThe functions are not measured. {missing}");
            return;
        }

        using var folder = new TemporaryFolder();
        await using var cloud = await Cloud.DeployAsync();
        var contenders = await Contender.BuildAsync(folder.Path, cloud);

        await PrintStartsAsync(contenders, cloud);
        await PrintInvocationsAsync(contenders, cloud);
    }

    private static async Task PrintStartsAsync(IReadOnlyList<Contender> contenders, Cloud cloud)
    {
        // In turns, so that whatever else the machine does burdens all alike. The first round warms up the disk and moto.
        var starts = contenders.ToDictionary(contender => contender, _ => new List<Start>());
        for (var round = 0; round <= Starts; round++)
        {
            foreach (var contender in contenders)
            {
                await cloud.EmptyAsync();
                var start = await StartAsync(contender, cloud);
                if (round > 0)
                    starts[contender].Add(start);
            }
        }

        var bot = new Sample(starts[contenders[0]].Select(start => start.Answer)).Median;
        var table = new Table("", "to GET /next, ms", "to the first answer, ms", "lowest", "highest", "to the bot");
        foreach (var (contender, figures) in starts)
        {
            var answer = new Sample(figures.Select(start => start.Answer));
            table.Add(
                contender.Name,
                $"{new Sample(figures.Select(start => start.Next)).Median:0.0}",
                $"{answer.Median:0.0}",
                $"{answer.Lowest:0.0}",
                $"{answer.Highest:0.0}",
                $"{answer.Median / bot:0.00}");
        }

        table.Print($"Cold start, from starting the process, {Starts} starts each (medians); the first answer comes after the message was sent");
    }

    private static async Task<Start> StartAsync(Contender contender, Cloud cloud)
    {
        await using var process = await FunctionProcess.StartAsync(contender.Command, cloud.Environment);
        var answer = InvokeAsync(process, cloud);
        await process.StartedAsync();
        var next = Stopwatch.GetElapsedTime(process.StartedAt);
        await answer;
        return new Start(next.TotalMilliseconds, Stopwatch.GetElapsedTime(process.StartedAt).TotalMilliseconds);
    }

    private static async Task PrintInvocationsAsync(IReadOnlyList<Contender> contenders, Cloud cloud)
    {
        var table = new Table("", "p50, ms", "p99, ms", "its calls, p50", "p99", "beyond them, p50", "p99", "peak memory");
        foreach (var contender in contenders)
        {
            await cloud.EmptyAsync();
            await using var process = await FunctionProcess.StartAsync(contender.Command, cloud.Environment);
            for (var i = 0; i < WarmUp; i++)
            {
                await InvokeAsync(process, cloud);
                await contender.Calls();
            }

            // In turns again: moto's own time changes more than what is looked for.
            await cloud.EmptyAsync();
            List<double> invocations = [], calls = [];
            for (var i = 0; i < Invocations; i++)
            {
                invocations.Add((await InvokeAsync(process, cloud)).TotalMilliseconds);
                var began = Stopwatch.GetTimestamp();
                await contender.Calls();
                calls.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            var (all, aws) = (new Sample(invocations), new Sample(calls));
            table.Add(
                contender.Name,
                $"{all.Percentile(50):0.00}",
                $"{all.Percentile(99):0.00}",
                $"{aws.Percentile(50):0.00}",
                $"{aws.Percentile(99):0.00}",
                $"{all.Percentile(50) - aws.Percentile(50):0.00}",
                $"{all.Percentile(99) - aws.Percentile(99):0.00}",
                $"{process.PeakMemory / 1e6:0} MB");
        }

        table.Print($"Warm, {Invocations} invocations each, in turns with the same calls of AWS made by another process");
    }

    /// <returns>From handing out the update to getting the answer.</returns>
    private static async Task<TimeSpan> InvokeAsync(FunctionProcess process, Cloud cloud)
    {
        var invocation = await process.InvokeAsync(cloud.Update);
        return invocation.Response is { } response && Encoding.UTF8.GetString(response).Contains("200", StringComparison.Ordinal)
            ? invocation.Duration
            : throw new InvalidOperationException($"The update was not taken: {invocation.Error?.Body} {string.Join('\n', process.Log)}");
    }

    /// <param name="Next">To asking for the first event, in ms.</param>
    /// <param name="Answer">To the first answer, in ms.</param>
    private readonly record struct Start(double Next, double Answer);
}
