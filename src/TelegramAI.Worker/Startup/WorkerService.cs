using TelegramAI.Worker.Instance;
using TelegramAI.Worker.Polling;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.Worker.Startup;

/// <summary>The one worker of this program, from the start of its machine to its leave.</summary>
internal sealed class WorkerService(
    IServiceProvider services, InstanceWatch instance, InstanceMember member, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>One lost call is no trouble, nor are two.</summary>
    private const int Troubling = 3;

    private JobWorker? _worker;

    /// <summary>How many jobs it has.</summary>
    public int Busy => _worker?.Running ?? 0;

    /// <summary>It takes no more jobs.</summary>
    public bool IsDraining => member.Leaving.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Why it can't work; null where it can.</summary>
    public string? Trouble => _worker is { Failures: >= Troubling and var failures } ? $"The queue can't be asked, {failures} times in a row" : null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<Scratch>().Sweep();
        await instance.IdentifyAsync(cancellationToken);

        // What is missing of AWS's settings is found here, before the program says that it has started.
        _worker = services.CreateJobWorker(instance.Instance?.ToString() ?? Environment.MachineName);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watching = new CancellationTokenSource();
        var watch = instance.WatchAsync(watching.Token);
        try
        {
            await instance.JoinAsync(stoppingToken);
            using (var last = new CancellationTokenSource())
            {
                var beat = instance.BeatAsync(last.Token);
                await _worker!.RunAsync(stoppingToken);
                await last.CancelAsync();
                await beat;
            }

            // SIGTERM may be the machine's own end: there is a moment left to say so.
            using var leave = new CancellationTokenSource();
            await using var registration = stoppingToken.Register(() => leave.CancelAfter(TimeSpan.FromSeconds(1)));
            if (member.Leaving.IsCancellationRequested)
                await instance.TakeLeaveAsync(leave.Token);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It was stopped before it was known whose machine it is on.
        }
        finally
        {
            await watching.CancelAsync();
            await watch;
        }
    }
}
