using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace TelegramAI.Testing.Lambda;

/// <summary>A function's process, as Lambda runs it: with its environment and a Runtime API, and nothing else.</summary>
public sealed class FunctionProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly LoopbackRuntimeApi _api;
    private readonly ConcurrentQueue<string> _log = new();

    private FunctionProcess(Process process, LoopbackRuntimeApi api, long startedAt)
    {
        (_process, _api, StartedAt) = (process, api, startedAt);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>When its start was asked for, as a time stamp of <see cref="Stopwatch"/>.</summary>
    public long StartedAt { get; }

    /// <summary>What it wrote, a line an entry.</summary>
    public IReadOnlyList<string> Log => [.. _log];

    public bool HasEnded => _process.HasExited;

    public IReadOnlyList<FunctionError> InitErrors => _api.InitErrors;

    /// <summary>The most memory that it has had, in bytes (VmHWM). https://man7.org/linux/man-pages/man5/proc_pid_status.5.html</summary>
    public long PeakMemory => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        null);

    /// <summary>Starts it; it may still be starting when this returns.</summary>
    /// <param name="command">The executable and its arguments.</param>
    /// <param name="environments">Its environment variables; later ones go before earlier ones. None of this process is passed on but PATH.</param>
    public static async Task<FunctionProcess> StartAsync(IReadOnlyList<string> command, params IReadOnlyDictionary<string, string>[] environments)
    {
        var api = await LoopbackRuntimeApi.StartAsync();
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "spec";
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512";
        foreach (var (name, value) in environments.SelectMany(environment => environment))
            start.Environment[name] = value;

        var startedAt = Stopwatch.GetTimestamp();
        return new FunctionProcess(Process.Start(start)!, api, startedAt);
    }

    /// <summary>Waits until it asks for its first event.</summary>
    public Task StartedAsync(CancellationToken cancellationToken = default) => _api.FirstNext.WaitAsync(cancellationToken);

    /// <summary>Waits until it ends by itself.</summary>
    public Task EndedAsync(CancellationToken cancellationToken = default) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Invokes it.</summary>
    public Task<Invocation> InvokeAsync(string content, TimeSpan? deadline = null, string? traceId = null, CancellationToken cancellationToken = default) =>
        _api.InvokeAsync(Encoding.UTF8.GetBytes(content), deadline, traceId, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _api.DisposeAsync();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _log.Enqueue(line);
    }
}
