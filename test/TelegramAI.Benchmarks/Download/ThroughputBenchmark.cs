using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using TelegramAI.Benchmarks.Measuring;

namespace TelegramAI.Benchmarks.Download;

/// <summary>How fast a video gets from YouTube into the store, against a plain copy of the same bytes from the same server.</summary>
internal static class ThroughputBenchmark
{
    private const int Megabytes = 500;
    private const int Rounds = 7;

    public static async Task RunAsync()
    {
        await using var site = await ServerProcess.StartAsync("serve");
        await CopyAsync(site.Address, 50);
        await StoreAsync(site.Address, 50);

        // In turns, and which comes first in turns too: whatever else the machine does burdens both alike.
        List<(Transfer Copy, Transfer Store)> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            if (round % 2 == 0)
            {
                var copy = await CopyAsync(site.Address, Megabytes);
                rounds.Add((copy, await StoreAsync(site.Address, Megabytes)));
            }
            else
            {
                var store = await StoreAsync(site.Address, Megabytes);
                rounds.Add((await CopyAsync(site.Address, Megabytes), store));
            }
        }

        new Table("", "median", "lowest", "highest")
            .Add(Row("plain copy, MB/s", "0", round => round.Copy.Speed))
            .Add(Row("source to store, MB/s", "0", round => round.Store.Speed))
            .Add(Row("ratio of the speeds, round by round", "0%", round => round.Store.Speed / round.Copy.Speed))
            .Add(Row("plain copy, processor ms per MB", "0.00", round => round.Copy.Processor))
            .Add(Row("source to store, processor ms per MB", "0.00", round => round.Store.Processor))
            .Add(Row("ratio of the processor's work", "0%", round => round.Store.Processor / round.Copy.Processor))
            .Print($"A muxed stream of {Megabytes} MB, {Rounds} rounds, each file flushed to the disk (server GC: {GCSettings.IsServerGC})");

        string[] Row(string what, string format, Func<(Transfer Copy, Transfer Store), double> figure)
        {
            var sample = new Sample(rounds.Select(figure));
            return [what, .. new[] { sample.Median, sample.Lowest, sample.Highest }.Select(value => value.ToString(format, CultureInfo.InvariantCulture))];
        }
    }

    private static async Task<Transfer> CopyAsync(Uri site, int megabytes)
    {
        using var folder = new TemporaryFolder();
        using var http = new HttpClient();
        var clock = Clock.Start();
        await using (var source = await http.GetStreamAsync(new Uri(site, $"/media/{MediaSite.IdOf(megabytes)}")))
        {
            await using var file = new FileStream(
                Path.Combine(folder.Path, "copy"),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
            await source.CopyToAsync(file);
            await file.FlushAsync();
            file.Flush(flushToDisk: true);
        }

        return clock.Stop(megabytes);
    }

    private static async Task<Transfer> StoreAsync(Uri site, int megabytes)
    {
        await using var store = new Store(site);
        var video = await store.ResolveAsync(megabytes);
        var clock = Clock.Start();
        var manifest = await store.SaveAsync(video);
        return clock.Stop(manifest.Bytes / 1e6);
    }

    /// <param name="Speed">In MB/s.</param>
    /// <param name="Processor">The time that this process took of the processor, in ms per MB: other programs change it little.</param>
    private sealed record Transfer(double Speed, double Processor);

    private sealed record Clock(long Began, TimeSpan Processor)
    {
        public static Clock Start() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

        public Transfer Stop(double megabytes) => new(
            megabytes / Stopwatch.GetElapsedTime(Began).TotalSeconds,
            (Environment.CpuUsage.TotalTime - Processor).TotalMilliseconds / megabytes);
    }
}
