using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TelegramAI.Chat;
using TelegramAI.Chat.Messages;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;
using TelegramAI.Testing.Jobs;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>
/// Workers that share nothing but the queue, the documents and the videos, as machines do, and a Telegram that holds their bot to its limits.
/// </summary>
internal sealed class LimitedFleet : IAsyncDisposable
{
    private readonly LocalStores _stores;
    private readonly List<ServiceProvider> _machines = [];

    private LimitedFleet(LocalStores stores, LoopbackTelegram telegram, SkippingClock clock) =>
        (_stores, Telegram, Clock, Watch) = (stores, telegram, clock, new ChatWatch(clock));

    public LoopbackTelegram Telegram { get; }

    public SkippingClock Clock { get; }

    public ChatWatch Watch { get; }

    public IJobQueue Queue => _stores.Queue;

    public MemoryDocuments Documents { get; } = new();

    public JobLedger Ledger => _machines[0].GetRequiredService<JobLedger>();

    public static async Task<LimitedFleet> StartAsync(int workers, CancellationToken cancellationToken)
    {
        var clock = new SkippingClock();
        var telegram = await LoopbackTelegram.StartAsync(options => options.TelegramLimits = true, time: clock);
        var fleet = new LimitedFleet(new LocalStores(TimeSpan.FromMinutes(2), clock), telegram, clock);
        for (var worker = 1; worker <= workers; worker++)
            fleet._machines.Add(fleet.Machine(workers));

        return fleet;
    }

    /// <summary>Runs all workers until something holds, then stops them.</summary>
    public async Task RunUntilAsync(Func<Task<bool>> done, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = _machines.Select((machine, number) => machine.CreateJobWorker($"worker-{number}").RunAsync(stop.Token)).ToList();
        try
        {
            while (!await done())
                await Task.Delay(100, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
            await machine.DisposeAsync();

        await Telegram.DisposeAsync();
        await _stores.DisposeAsync();
    }

    private ServiceProvider Machine(int workers)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Telegram:Token"] = LoopbackTelegram.Token,
                ["Telegram:BaseUrl"] = Telegram.Address,
                ["Worker:ReceiveWaitSeconds"] = "1",
            })
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IJobQueue>(new FaultyQueue(_stores.Queue) { OnReceived = Watch.SeeAsync });
        services.AddSingleton<IDocumentStore>(Documents);
        services.AddSingleton<IVideoFiles>(_stores.Files);
        services.AddSingleton<IVideoSource>(new FakeSource { OnDownload = (_, token) => Task.Delay(Random.Shared.Next(100, 3000), token) });
        services.AddSingleton<IFleetSize>(new FleetOf(workers));
        services.AddSingleton(provider => Watch.Over(provider.GetRequiredService<TelegramChat>()));
        services.AddTelegramChat(configuration);
        services.AddJobWorkers(configuration);
        return services.BuildServiceProvider();
    }

    private sealed class FleetOf(int workers) : IFleetSize
    {
        public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(workers);
    }
}
