using TelegramAI.Benchmarks.Download;
using TelegramAI.Benchmarks.Functions;
using TelegramAI.Benchmarks.Measuring;
using TelegramAI.Benchmarks.Page;
using TelegramAI.Benchmarks.Queue;
using TelegramAI.Benchmarks.Worker;

// Each benchmark runs in a process of its own, with the product's runtime settings, so that none warms up or burdens another.
Dictionary<string, Func<Task>> benchmarks = new(StringComparer.Ordinal)
{
    ["throughput"] = ThroughputBenchmark.RunAsync,
    ["memory"] = MemoryBenchmark.RunAsync,
    ["queue"] = QueueBenchmark.RunAsync,
    ["page"] = PageBenchmark.RunAsync,
    ["functions"] = FunctionBenchmark.RunAsync,
    ["worker"] = WorkerBenchmark.RunAsync,
};

switch (args)
{
    case ["serve"]:
        await MediaSite.ServeAsync();
        return 0;
    case ["sink"]:
        await S3Sink.ServeAsync();
        return 0;
    case ["store", var site, var sink, var megabytes]:
        await WorkerStore.StoreAsync(new Uri(site), new Uri(sink), int.Parse(megabytes));
        return 0;
    case ["download", var address, var megabytes]:
        await MemoryBenchmark.DownloadAsync(new Uri(address), int.Parse(megabytes));
        return 0;
    case ["run", var name]:
        await benchmarks[name]();
        return 0;
}

if (args.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}': {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

Machine.Print();
foreach (var name in args.Length > 0 ? args : [.. benchmarks.Keys])
{
    using var process = Child.Start("run", name);
    await process.WaitForExitAsync();
    if (process.ExitCode != 0)
        return process.ExitCode;
}

return 0;
