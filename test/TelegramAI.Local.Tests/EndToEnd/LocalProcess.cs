using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TelegramAI.Local.Access;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>The program as a process of its own, with the demo YouTube and a chat that is talked to over HTTP.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly string _data;
    private readonly ConcurrentQueue<string> _printed = [];

    private LocalProcess(Process process, string data, int port)
    {
        _process = process;
        _data = data;
        Address = new Uri($"http://127.0.0.1:{port}");
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };

        // Read all the time, or the process would wait for somebody to do so.
        process.OutputDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _printed.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public bool HasEnded => _process.HasExited;

    public string Printed => string.Join('\n', _printed);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<LocalProcess> StartAsync(string data, IReadOnlyCollection<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = Launch(data, arguments, environment);
        try
        {
            await process.AnswerAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and does not wait.</summary>
    public static LocalProcess Launch(string data, IReadOnlyCollection<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = LocalProgram.FreePort();
        var settings = new Dictionary<string, string>(environment ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        settings.TryAdd("LocalFleet__BootSeconds", "1");
        settings.TryAdd("Steps__ProgressSeconds", "0.05");
        return new LocalProcess(
            LocalProgram.Start(["--data", data, "--youtube", "demo", "--port", $"{port}", "--speed", "60", .. arguments ?? []], settings), data, port);
    }

    /// <summary>Waits until it answers.</summary>
    public Task AnswerAsync() => UntilAsync(
        async () =>
        {
            Assert.False(HasEnded, $"The program ended: {Printed}");
            try
            {
                TakeKey();
                using var response = await Http.GetAsync(new Uri("/operator", UriKind.Relative), Cancellation);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        TimeSpan.FromMinutes(1));

    /// <summary>The key that opens the program's pages, once it has made one.</summary>
    private void TakeKey()
    {
        if (Http.DefaultRequestHeaders.Authorization is null && File.Exists(Path.Combine(_data, "access.key")))
            Http.DefaultRequestHeaders.Authorization = new("Bearer", AccessKey.Open(Path.Combine(_data, "access.key")).Text);
    }

    /// <summary>Sends a message as the person of the chat.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> SayAsync(string text)
    {
        using var response = await Http.PostAsJsonAsync("/chat/messages", new { text }, Cancellation);
        response.EnsureSuccessStatusCode();
        var sent = await response.Content.ReadFromJsonAsync<JsonArray>(Cancellation);
        return (int)sent![^1]!["message_id"]!;
    }

    /// <summary>All messages of the chat, oldest first.</summary>
    public async Task<IReadOnlyList<ChatLine>> ReadAsync()
    {
        List<ChatLine> lines = [];
        for (var before = ""; ;)
        {
            var history = await Http.GetFromJsonAsync<JsonObject>($"/chat/messages?chat=1&limit=500{before}", Cancellation);
            var page = history!["messages"]!.AsArray().Select(change => change!["message"]).OfType<JsonNode>().Select(ChatLine.Read).ToList();
            lines.InsertRange(0, page);
            if (page.Count < 500)
                return lines;

            before = $"&before={page[0].Id}";
        }
    }

    /// <summary>Waits until the chat is as it is wanted; says what it is where it does not become so.</summary>
    public async Task<IReadOnlyList<ChatLine>> UntilAsync(Func<IReadOnlyList<ChatLine>, bool> wanted, TimeSpan? patience = null)
    {
        var lines = await TryUntilAsync(wanted, patience ?? TimeSpan.FromMinutes(3));
        Assert.True(wanted(lines), $"Not in time:\n{string.Join('\n', lines)}");
        return lines;
    }

    /// <summary>Waits until the chat is as it is wanted, or as long as it is worth it.</summary>
    public async Task<IReadOnlyList<ChatLine>> TryUntilAsync(Func<IReadOnlyList<ChatLine>, bool> wanted, TimeSpan patience)
    {
        IReadOnlyList<ChatLine> lines = [];
        await UntilAsync(async () => wanted(lines = await ReadAsync()), patience);
        return lines;
    }

    /// <summary>Kills it as a crash or a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Cancellation);
    }

    /// <summary>Presses Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]))
            await kill.WaitForExitAsync(Cancellation);

        await _process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static async Task UntilAsync(Func<Task<bool>> wanted, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await wanted() && Stopwatch.GetElapsedTime(began) < patience)
            await Task.Delay(Poll, Cancellation);
    }
}
