using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace TelegramAI.Testing.Worker;

/// <summary>A worker as its machine runs it: a process with the environment that it is given, and no other.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();

    private WorkerProcess(Process process, int port)
    {
        (_process, HealthAddress) = (process, new Uri($"http://127.0.0.1:{port}/health"));
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri HealthAddress { get; }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>0 where it ended as it should.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it wrote, a line an entry.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>The most memory that it has had, in bytes (VmHWM). https://man7.org/linux/man-pages/man5/proc_pid_status.5.html</summary>
    public long PeakMemory => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Starts it; it may still be starting when this returns.</summary>
    /// <param name="environments">Its environment variables; later ones go before earlier ones. Of this process it gets PATH, HOME and DOTNET_ROOT.</param>
    public static WorkerProcess Start(params IEnumerable<IReadOnlyDictionary<string, string>> environments)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo(WorkerProgram.Executable)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "DOTNET_ROOT")).ToList())
            start.Environment.Remove(name);

        start.Environment["Health__Port"] = $"{port}";
        foreach (var (name, value) in environments.SelectMany(environment => environment))
            start.Environment[name] = value;

        return new WorkerProcess(Process.Start(start)!, port);
    }

    /// <summary>What it says of itself; null while it does not answer.</summary>
    public async Task<JsonObject?> HealthAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await Http.GetAsync(HealthAddress, cancellationToken);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))?.AsObject();
        }
        catch (Exception exception) when (exception is HttpRequestException or System.Text.Json.JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Waits until it is well.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its log.</exception>
    public async Task StartedAsync(CancellationToken cancellationToken = default)
    {
        while ((string?)(await HealthAsync(cancellationToken))?["status"] is not "healthy")
        {
            if (HasEnded)
                throw new InvalidOperationException($"The worker ended with {ExitCode}:\n{string.Join('\n', _log)}");

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Kills it as a power cut would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to stop, as systemd and Docker do.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken = default)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits until it ends.</summary>
    public Task EndedAsync(CancellationToken cancellationToken = default) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _log.Enqueue(line);
    }
}
