using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Tests.Operator;

public sealed partial class OperatorConsoleSpecs : IAsyncLifetime
{
    private readonly ShownService _service = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public OperatorConsoleSpecs()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOperatorConsole();
        builder.Services.AddSingleton<IOperatorView>(_service);
        _app = builder.Build();
        _app.UsePathBase("/base");
        _app.UseRouting();
        _app.MapOperatorConsole("/operator");
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_page_allows_its_own_files_only_and_its_own_site_to_frame_it()
    {
        using var page = await GetAsync("/operator");

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);

        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(InlineCode(), html);
    }

    [Theory]
    [InlineData("/operator")]
    [InlineData("/operator/")]
    [InlineData("/base/operator")]
    public async Task Every_file_that_the_page_names_is_there_wherever_the_page_is(string path)
    {
        using var page = await GetAsync(path);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var files = FileReference().Matches(html).Select(match => match.Groups[1].Value).ToArray();

        Assert.True(files.Length >= 5);
        foreach (var file in files)
        {
            using var answer = await GetAsync(file);
            Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
            Assert.Contains(answer.Content.Headers.ContentType?.MediaType, (string[])["text/css", "text/javascript", "image/svg+xml"]);
        }
    }

    [Fact]
    public async Task Every_module_that_a_script_imports_is_there()
    {
        using var script = await GetAsync("/operator/files/console.js");
        var modules = ModuleReference().Matches(await script.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.NotEmpty(modules);
        foreach (Match module in modules)
            (await GetAsync($"/operator/files/{module.Groups[1].Value}")).Dispose();
    }

    [Fact]
    public async Task The_charting_library_comes_with_its_licence()
    {
        using var licence = await GetAsync("/operator/lib/uplot/LICENSE");
        Assert.Contains("MIT", await licence.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        using var first = await GetAsync("/operator/files/console.css");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/operator/files/console.css");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/operator/files/nothing.js")]
    [InlineData("/operator/files/..%2foperator.html")]
    [InlineData("/operator/files/..%2flib/uplot/LICENSE")]
    public async Task A_file_that_is_not_there_is_not_found(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(0, 0, 0, 10, "No worker runs. The first job starts one.")]
    [InlineData(0, 0, 1, 10, "No worker runs. One starts when the first job is due for its next try.")]
    [InlineData(0, 1, 1, 10, "No worker runs. One starts as soon as the running jobs count as lost.")]
    [InlineData(2, 0, 1, 10, "No worker runs yet. One starts for the waiting jobs.")]
    [InlineData(2, 0, 0, 0, "No worker runs, and none may start: the fleet's maximum is 0.")]
    public async Task Where_no_worker_runs_it_says_when_one_comes(int waiting, int running, int retrying, int max, string words)
    {
        (_service.Queue, _service.Fleet) = (new QueueCounts(waiting, running, retrying, 0), new FleetState(0, max, []));

        Assert.Equal(words, (await EventsAsync(1))[0].Data.GetProperty("noWorkers").GetString());
    }

    [Theory]
    [InlineData(nameof(QueueCounts.Waiting))]
    [InlineData(nameof(QueueCounts.Running))]
    [InlineData(nameof(QueueCounts.Retrying))]
    public async Task The_page_names_the_states_as_the_queue_does(string state)
    {
        using var page = await GetAsync("/operator");

        Assert.Contains($"<dt>{state}</dt>", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_events_begin_with_everything()
    {
        var (name, data) = (await EventsAsync(1))[0];

        Assert.Equal("snapshot", name);
        Assert.Equal(12, data.GetProperty("queue").GetProperty("waiting").GetInt32());
        Assert.Equal(1, data.GetProperty("queue").GetProperty("running").GetInt32());
        Assert.Equal(2, data.GetProperty("queue").GetProperty("retrying").GetInt32());
        Assert.Equal(3, data.GetProperty("queue").GetProperty("deadLetters").GetInt32());
        Assert.Equal(12, data.GetProperty("fleet").GetProperty("backlogPerInstance").GetDouble());
        Assert.Equal(15, data.GetProperty("fleetSpeed").GetDouble());
        Assert.Equal("reduced", data.GetProperty("health")[0].GetProperty("level").GetString());

        var worker = Assert.Single(data.GetProperty("workers").EnumerateArray());
        Assert.Equal(("worker-1", "inservice", 2), (worker.GetProperty("id").GetString(), worker.GetProperty("state").GetString(), worker.GetProperty("slots").GetInt32()));
        var job = Assert.Single(worker.GetProperty("jobs").EnumerateArray());
        Assert.Equal((ShownService.Running.Short, "store", "<b>A film</b>", 25d, 5d), (
            job.GetProperty("id").GetString(),
            job.GetProperty("step").GetString(),
            job.GetProperty("title").GetString(),
            job.GetProperty("percent").GetDouble(),
            job.GetProperty("seconds").GetDouble()));

        var failed = Assert.Single(data.GetProperty("finished").EnumerateArray());
        Assert.Equal((ShownService.Failed.Short, "some words", "-8", "failed", 20d, JsonValueKind.Null), (
            failed.GetProperty("id").GetString(),
            failed.GetProperty("title").GetString(),
            failed.GetProperty("chat").GetString(),
            failed.GetProperty("outcome").GetString(),
            failed.GetProperty("seconds").GetDouble(),
            failed.GetProperty("bytes").ValueKind));
        Assert.StartsWith("This video is private.", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_events_go_on_with_what_has_changed()
    {
        var events = await EventsAsync(3);

        Assert.Equal(["snapshot", "change", "change"], events.Select(sent => sent.Name));
        Assert.All(events, sent => Assert.Single(sent.Data.GetProperty("history").EnumerateArray()));
        Assert.All(events.Skip(1), sent => Assert.Equal(JsonValueKind.Null, sent.Data.GetProperty("finished").ValueKind));
    }

    [Fact]
    public async Task A_service_that_cannot_be_read_for_a_moment_does_not_end_the_events()
    {
        _service.Failures = 2;
        Assert.Equal("snapshot", (await EventsAsync(1))[0].Name);
        Assert.Equal(3, _service.Reads);
    }

    [Fact]
    public async Task Many_consoles_read_the_service_as_often_as_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EventsAsync(3)));

        // Eight that read for themselves would have read it 24 times.
        Assert.InRange(_service.Reads, 3, 14);
    }

    [Fact]
    public async Task An_open_console_does_not_hold_up_a_stopping_host()
    {
        using var answer = await _http.GetAsync(
            new Uri("/operator/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("no", Assert.Single(answer.Headers.GetValues("X-Accel-Buffering")));
        Assert.Equal(new MediaTypeHeaderValue("text/event-stream"), answer.Content.Headers.ContentType);

        var stopping = _app.StopAsync(TestContext.Current.CancellationToken);

        // A host that waits for its connections waits for half a minute.
        await stopping.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path} answers {answer.StatusCode}");
        return answer;
    }

    private async Task<IReadOnlyList<(string Name, JsonElement Data)>> EventsAsync(int count)
    {
        await using var stream = await _http.GetStreamAsync(new Uri("/operator/events", UriKind.Relative), TestContext.Current.CancellationToken);
        var events = new List<(string, JsonElement)>();
        await foreach (var sent in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            events.Add((sent.EventType, JsonElement.Parse(sent.Data)));
            if (events.Count == count)
                break;
        }

        return events;
    }

    [GeneratedRegex("""(?:href|src)="(?<1>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileReference();

    [GeneratedRegex("""from '\./(?<1>[^']+)'""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ModuleReference();

    [GeneratedRegex("""<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();
}
