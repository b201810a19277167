using TelegramAI.Worker.Ec2.Instance;
using TelegramAI.Worker.Polling;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.Worker.Ec2.Startup;

/// <summary>The one worker of this program, from the start of its machine to its leave.</summary>
internal sealed class WorkerService(
    IServiceProvider services, InstanceWatch instance, InstanceMember member, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    /// <summary>One lost call is no trouble, nor are two.</summary>
    private const int Troubling = 3;

    /// <summary>
    /// How long a worker may be silent. A loop that lives comes round within three tries of one call, each of at most half a minute,
    /// however far away AWS is.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(150);

    /// <summary>How long a machine may outlive its worker's last job. It is ended within a minute of it.</summary>
    private static readonly TimeSpan Leave = TimeSpan.FromMinutes(4);

    /// <summary>
    /// The worker's name where its machine has none: two workers on one host must not share one, since a worker takes a run of its own name
    /// that it does not know for one of an earlier process.
    /// </summary>
    private readonly string _name = $"{Environment.MachineName}-{Guid.NewGuid().ToString("N")[..8]}";

    private readonly long _startedAt = time.GetTimestamp();
    private JobWorker? _worker;
    private long? _endedAt;

    /// <summary>How many jobs it has.</summary>
    public int Busy => _worker?.Running ?? 0;

    /// <summary>It takes no more jobs.</summary>
    public bool IsDraining => member.Leaving.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Why it can't work; null where it can.</summary>
    public string? Trouble => _worker is { Failures: >= Troubling and var failures }
        ? $"The queue can't be asked, {failures} times in a row"
        : instance.Trouble;

    /// <summary>
    /// Why the machine is of no more use, and should be ended; null where its worker lives. A queue that can't be asked is no such reason:
    /// it is AWS that is away then, for other machines as well.
    /// </summary>
    public string? Death
    {
        get
        {
            if (_endedAt is { } ended)
                return time.GetElapsedTime(ended) > Leave ? "The worker has ended, and its machine has not" : null;

            if (_worker is null)
                return time.GetElapsedTime(_startedAt) > Silence ? $"The worker can't begin. {instance.Trouble}" : null;

            return _worker.SilentFor > Silence && !IsDraining ? $"The worker has been silent for {_worker.SilentFor.TotalSeconds:0} s" : null;
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<Scratch>().Sweep();

        // What is missing of AWS's settings is found here, before the program says that it has started.
        services.CreateJobWorker(_name);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watching = new CancellationTokenSource();
        var watch = Task.CompletedTask;
        try
        {
            var machine = await instance.IdentifyAsync(stoppingToken);
            watch = Task.WhenAll(instance.WatchAsync(watching.Token), instance.TendAsync(watching.Token));
            _worker = services.CreateJobWorker(machine?.ToString() ?? _name);
            using (var last = new CancellationTokenSource())
            {
                var beat = instance.BeatAsync(last.Token);
                await _worker.RunAsync(stoppingToken);
                await last.CancelAsync();
                await beat;
            }

            _endedAt = time.GetTimestamp();

            // SIGTERM may be the machine's own end: there is a moment left to say so.
            using var leave = new CancellationTokenSource();
            await using var registration = stoppingToken.Register(() => leave.CancelAfter(TimeSpan.FromSeconds(1)));
            if (member.Leaving.IsCancellationRequested)
                await instance.TakeLeaveAsync(leave.Token);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It was stopped before it was known what machine it is on.
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }
}
