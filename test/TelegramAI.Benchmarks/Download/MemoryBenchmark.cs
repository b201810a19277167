using System.Runtime;
using TelegramAI.Benchmarks.Measuring;

namespace TelegramAI.Benchmarks.Download;

/// <summary>How much memory a process takes that does nothing but store one video.</summary>
internal static class MemoryBenchmark
{
    private static readonly int[] Sizes = [100, 2000];

    public static async Task RunAsync()
    {
        await using var site = await ServerProcess.StartAsync("serve");
        var table = new Table("stream", "peak memory");
        foreach (var megabytes in Sizes)
        {
            using var process = Child.StartPiped("download", $"{site.Address}", $"{megabytes}");
            var peak = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            table.Add($"{megabytes} MB", process.ExitCode == 0 ? peak.Trim() : "failed");
        }

        table.Print($"Peak resident memory of a process that stores one video (server GC: {GCSettings.IsServerGC})");
    }

    public static async Task DownloadAsync(Uri site, int megabytes)
    {
        await using (var store = new Store(site))
            await store.SaveAsync(await store.ResolveAsync(megabytes));

        Console.WriteLine($"{PeakMemory.Bytes / 1e6:0} MB");
    }
}
