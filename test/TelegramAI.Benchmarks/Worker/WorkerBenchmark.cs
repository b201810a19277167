using System.Globalization;
using TelegramAI.Benchmarks.Measuring;

namespace TelegramAI.Benchmarks.Worker;

/// <summary>How fast a video gets from YouTube into S3, against a script and against a plain copy, and in how much memory.</summary>
internal static class WorkerBenchmark
{
    private const int Megabytes = 500;
    private const int Rounds = 5;

    private static readonly int[] Sizes = [100, 1000, 5000];

    public static async Task RunAsync()
    {
        await using var site = await ServerProcess.StartAsync("serve");
        await using var sink = await ServerProcess.StartAsync("sink");
        await PrintSpeedAsync(site.Address, sink.Address);
        await PrintMemoryAsync(site.Address, sink.Address);
    }

    private static async Task PrintSpeedAsync(Uri site, Uri sink)
    {
        if (Tools.Missing is { } missing)
            Console.WriteLine($"\nThe script is not measured. {missing}");

        // The first round warms up the servers and the disk. In turns, so that whatever else the machine does burdens all alike.
        List<Round> rounds = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var copy = await Transfer.CopyAsync(site, sink, Megabytes);
            var store = await Transfer.StoreAsync(site, sink, Megabytes);
            var script = Tools.Missing is null ? await Transfer.ScriptAsync(site, sink, Megabytes) : null;
            var fill = await Transfer.FillAsync(sink, Megabytes);
            if (round > 0)
                rounds.Add(new Round(store, copy, script, fill));
        }

        var table = new Table("", "median", "lowest", "highest")
            .Add(Row("source to S3 by the worker, MB/s", "0", round => round.Store.Speed))
            .Add(Row("plain copy, MB/s", "0", round => round.Copy.Speed))
            .Add(Row("into the sink from memory, MB/s", "0", round => round.Fill.Speed));
        if (Tools.Missing is null)
        {
            table
                .Add(Row("yt-dlp, then aws s3 cp, MB/s", "0", round => round.Script!.Speed))
                .Add(Row("worker to script, round by round", "0.0x", round => round.Store.Speed / round.Script!.Speed));
        }

        table
            .Add(Row("worker to plain copy, round by round", "0%", round => round.Store.Speed / round.Copy.Speed))
            .Add(Row("worker's processor, ms per MB", "0.00", round => round.Store.Processor!.Value))
            .Print($"A muxed stream of {Megabytes} MB from a server on loopback into an S3 on loopback that keeps nothing, {Rounds} rounds");

        string[] Row(string what, string format, Func<Round, double> figure)
        {
            var sample = new Sample(rounds.Select(figure));
            return [what, .. new[] { sample.Median, sample.Lowest, sample.Highest }.Select(value => value.ToString(format, CultureInfo.InvariantCulture))];
        }
    }

    private static async Task PrintMemoryAsync(Uri site, Uri sink)
    {
        var table = new Table("stream", "MB/s", "peak memory");
        foreach (var megabytes in Sizes)
        {
            var store = await Transfer.StoreAsync(site, sink, megabytes);
            table.Add($"{megabytes} MB", $"{store.Speed:0}", $"{store.Peak / 1e6:0} MB");
        }

        table.Print("Peak resident memory of a process with the worker's settings that stores one video into S3");
    }

    private sealed record Round(Transfer Store, Transfer Copy, Transfer? Script, Transfer Fill);
}
