using System.Diagnostics;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.Chaos.Rig;

/// <summary>Some workers, each of which is replaced as soon as it goes.</summary>
internal sealed class Crew(Func<WorkerProcess> start, int size) : IAsyncDisposable
{
    private readonly List<WorkerProcess> _present = [.. Enumerable.Range(0, size).Select(_ => start())];
    private readonly List<WorkerProcess> _gone = [];

    public IReadOnlyList<WorkerProcess> Present => _present;

    public int Kills { get; private set; }

    public int Terminations { get; private set; }

    /// <summary>What all of them wrote.</summary>
    public IEnumerable<string> Log => _present.Concat(_gone).SelectMany(worker => worker.Log);

    /// <summary>Waits until all of them are well.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.WhenAll(_present.Select(worker => worker.StartedAsync(cancellationToken)));

    /// <summary>Ends one of them at random, as a power cut or a scale-in would, and starts another.</summary>
    public async Task ReplaceOneAsync(Random random)
    {
        var index = random.Next(_present.Count);
        var worker = _present[index];
        if (random.Next(2) == 0)
        {
            worker.Kill();
            Kills++;
        }
        else
        {
            await worker.TerminateAsync(TestContext.Current.CancellationToken);
            Terminations++;
        }

        _gone.Add(worker);
        _present[index] = start();
    }

    /// <summary>Stops all of them, as systemd does.</summary>
    /// <returns>Their exit codes, and how long it took.</returns>
    public async Task<(IReadOnlyList<int> ExitCodes, TimeSpan Took)> StopAsync(CancellationToken cancellationToken)
    {
        // A process that has only just begun hears no signal yet, and ends by it.
        await StartedAsync(cancellationToken);

        var began = Stopwatch.GetTimestamp();
        foreach (var worker in _present)
            await worker.TerminateAsync(cancellationToken);

        foreach (var worker in _present)
            await worker.EndedAsync(cancellationToken);

        return ([.. _present.Select(worker => worker.ExitCode)], Stopwatch.GetElapsedTime(began));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _present.Concat(_gone))
            await worker.DisposeAsync();
    }
}
