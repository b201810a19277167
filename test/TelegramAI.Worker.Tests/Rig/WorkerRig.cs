using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Testing.Logging;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>A worker on a real queue, ledger and bucket in a folder of its own, with a scripted source and chat.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    /// <summary>For how long a run counts as alive, in specs that begin one themselves.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    private readonly LocalStores _stores;
    private readonly WorkerRig? _first;
    private readonly ICancelSignals _signals;
    private readonly ServiceProvider _services;

    public WorkerRig(
        Action<JobOptions>? jobs = null,
        Action<WorkerOptions>? worker = null,
        TimeProvider? time = null,
        WorkerRig? first = null,
        ICancelSignals? signals = null)
    {
        var jobOptions = new JobOptions();
        jobs?.Invoke(jobOptions);
        _first = first;
        _signals = first?._signals ?? signals ?? new NoCancelSignals();
        Chat = first?.Chat ?? new FakeChat();
        _stores = first?._stores ?? new LocalStores(TimeSpan.FromSeconds(jobOptions.VisibilitySeconds));
        Queue = new FaultyQueue(_stores.Queue);

        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<IJobQueue>(Queue);
        services.AddSingleton<IDocumentStore>(_stores.Documents);
        services.AddSingleton<IVideoFiles>(_stores.Files);
        services.AddSingleton<IVideoSource>(Source);
        services.AddSingleton<IChat>(Chat);
        services.AddSingleton(_signals);
        services.AddJobWorkers(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        services.Configure<StepOptions>(options => (options.ProgressSeconds, options.KeepsToLimits) = (0.02, false));
        services.Configure<JobOptions>(options => jobs?.Invoke(options));
        services.Configure<WorkerOptions>(options =>
        {
            options.ReceiveWaitSeconds = 1;
            options.CancelPollSeconds = 1;
            options.GraceSeconds = 5;
            worker?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
    }

    public FakeChat Chat { get; }

    public FakeSource Source { get; } = new();

    public LogLines Log { get; } = new();

    public FaultyQueue Queue { get; }

    public JobLedger Ledger => _services.GetRequiredService<JobLedger>();

    public QueuedMessage Queued => new(Ledger, Chat, Gate, TimeProvider.System, NullLogger<QueuedMessage>.Instance);

    public JobCancellation Cancellation => CancellationBy(_signals);

    public CancelWatch Cancels => _services.GetRequiredService<CancelWatch>();

    public ChatGate Gate => _services.GetRequiredService<ChatGate>();

    public JobCancellation CancellationBy(ICancelSignals signals) =>
        new(Ledger, signals, Chat, Gate, TimeProvider.System, NullLogger<JobCancellation>.Instance);

    public JobRunner Runner => _services.GetRequiredService<JobRunner>();

    public JobExecution Execution => _services.GetRequiredService<JobExecution>();

    public IDocumentStore Documents => _stores.Documents;

    public JobWorker Worker(string name = "worker") => _services.CreateJobWorker(name);

    /// <summary>Runs a worker until something holds, then stops it.</summary>
    public async Task RunUntilAsync(Func<Task<bool>> done, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Worker().RunAsync(stop.Token);
        await WaitAsync(done, cancellationToken);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>A worker that has just started, beside this one.</summary>
    public WorkerRig StartAnother() => new(first: this);

    public Task SendRawAsync(string body) => _stores.Queue.SendAsync(body, new ChatId(1));

    public async Task<bool> IsEmptyAsync()
    {
        var counts = await Queue.CountAsync();
        return counts is { Open: 0 };
    }

    public static async Task WaitAsync(Func<Task<bool>> done, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await done())
            await Task.Delay(20, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_first is null)
            await _stores.DisposeAsync();
    }
}
