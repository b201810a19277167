using System.Diagnostics;
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
        await using var site = await MediaSiteProcess.StartAsync();
        await CopyAsync(site.Address, 50);
        await StoreAsync(site.Address, 50);

        // In turns, and which comes first in turns too: whatever else the machine does burdens both alike.
        List<(double Copy, double Store)> rounds = [];
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

        var copies = new Sample(rounds.Select(round => round.Copy));
        var stores = new Sample(rounds.Select(round => round.Store));
        var ratios = new Sample(rounds.Select(round => round.Store / round.Copy));
        new Table("", "median", "lowest", "highest")
            .Add("plain copy, MB/s", $"{copies.Median:0}", $"{copies.Lowest:0}", $"{copies.Highest:0}")
            .Add("source to store, MB/s", $"{stores.Median:0}", $"{stores.Lowest:0}", $"{stores.Highest:0}")
            .Add("ratio, round by round", $"{ratios.Median:0%}", $"{ratios.Lowest:0%}", $"{ratios.Highest:0%}")
            .Print($"A muxed stream of {Megabytes} MB, {Rounds} rounds, each file flushed to the disk (server GC: {GCSettings.IsServerGC})");
    }

    private static async Task<double> CopyAsync(Uri site, int megabytes)
    {
        using var folder = new TemporaryFolder();
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        await using (var source = await http.GetStreamAsync(new Uri(site, $"/media/{MediaSite.IdOf(megabytes)}")))
        {
            await using var file = new FileStream(
                Path.Combine(folder.Path, "copy"),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
            await source.CopyToAsync(file);
            await file.FlushAsync();
            file.Flush(flushToDisk: true);
        }

        return megabytes / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> StoreAsync(Uri site, int megabytes)
    {
        await using var store = new Store(site);
        var video = await store.ResolveAsync(megabytes);
        var began = Stopwatch.GetTimestamp();
        var manifest = await store.SaveAsync(video);
        return manifest.Bytes / 1e6 / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
