using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TelegramAI.Testing.Lambda;

namespace Amazon.Lambda.Tests.Runtime;

/// <summary>The sample function's own process, with the Runtime API that it talks to.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private SampleProcess(LoopbackRuntimeApi? api, IEnumerable<(string Name, string Value)> environment)
    {
        Api = api!;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Amazon.Lambda.Sample"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.Contains("LAMBDA", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        if (api is not null)
            start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;

        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_lines, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public LoopbackRuntimeApi Api { get; }

    public int Id => _process.Id;

    public string Errors => string.Join('\n', _errors);

    public static async Task<SampleProcess> StartAsync(params IEnumerable<(string Name, string Value)> environment) =>
        new(await LoopbackRuntimeApi.StartAsync(), environment);

    public static SampleProcess StartAlone(params IEnumerable<(string Name, string Value)> environment) => new(api: null, environment);

    public Task<Invocation> InvokeAsync(string json, TimeSpan? deadline = null, string? traceId = null) =>
        Api.InvokeAsync(Encoding.UTF8.GetBytes(json), deadline, traceId, TestContext.Current.CancellationToken);

    public async Task<JsonElement> AnswerAsync(string json, TimeSpan? deadline = null, string? traceId = null)
    {
        var invocation = await InvokeAsync(json, deadline, traceId);
        Assert.Null(invocation.Error);
        return JsonElement.Parse(Assert.IsType<byte[]>(invocation.Response));
    }

    /// <summary>Waits until as many lines are in the log.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(int count)
    {
        while (_lines.Count < count)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

        return [.. _lines];
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
        if (Api is not null)
            await Api.DisposeAsync();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
