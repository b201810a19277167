using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using TelegramAI.Chat.Tests.Rig;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Logging;
using TelegramAI.Testing.Telegram;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.Chat.Tests.Polling;

public sealed class UpdatePollerSpecs : IAsyncLifetime
{
    private readonly BotRig _rig = new();
    private readonly LogLines _logs = new();
    private BotApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await BotApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _logs.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_message_becomes_a_job_and_an_answer()
    {
        using var host = await StartAsync();
        _api.PushText(1, "https://youtu.be/dQw4w9WgXcQ");

        await Eventually.IsTrueAsync(() => _api.CallsOf("sendMessage").Any() && _api.Pending == 0, "the answer and the job");
        Assert.Equal("7-1-1", $"{Assert.Single(_rig.Queue.Jobs).Id}");
        Assert.Contains("0 before you", _api.CallsOf("sendMessage").Single().Fields["text"], StringComparison.Ordinal);
        Assert.Equal("[\"message\",\"callback_query\"]", _api.CallsOf("getUpdates").First().Fields["allowed_updates"]);
        Assert.Empty(_api.CallsOf("deleteWebhook"));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_video_that_Telegram_has_is_sent_and_makes_no_job()
    {
        await _rig.DeliveredAsync(VideoId.Parse("dQw4w9WgXcQ"), "123456:BAACAgI");
        using var host = await StartAsync();
        _api.PushText(1, "https://youtu.be/dQw4w9WgXcQ");

        await Eventually.IsTrueAsync(() => _api.CallsOf("editMessageMedia").Any() && _api.Pending == 0, "the video");
        Assert.Contains("BAACAgI", _api.CallsOf("editMessageMedia").Single().Fields["media"], StringComparison.Ordinal);
        Assert.Empty(_rig.Queue.Jobs);
        Assert.Single(_api.CallsOf("sendMessage"));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_video_that_Telegram_has_no_more_becomes_a_job()
    {
        await _rig.DeliveredAsync(VideoId.Parse("dQw4w9WgXcQ"), "123456:BAACAgI");
        _api.NextError("editMessageMedia", 400, "Bad Request: wrong remote file identifier specified");
        using var host = await StartAsync();
        _api.PushText(1, "https://youtu.be/dQw4w9WgXcQ");

        await Eventually.IsTrueAsync(() => _rig.Queue.Jobs.Count == 1 && _api.Pending == 0, "the job");

        // The worker goes on with the message that did not become the video.
        Assert.Single(_api.CallsOf("sendMessage"));
        Assert.Single(_api.CallsOf("editMessageMedia"));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_update_is_confirmed_only_when_its_jobs_are_queued()
    {
        _rig.Queue.Refusals = 2;
        _api.PushText(1, "one");
        _api.PushText(2, "two");
        using var host = await StartAsync();

        await Eventually.IsTrueAsync(() => _rig.Queue.Refusals < 2, "the queue refuses");
        Assert.Equal(2, _api.Pending);
        await Eventually.IsTrueAsync(() => _rig.Queue.Jobs.Count == 2 && _api.Pending == 0, "both are queued, then confirmed");
        Assert.Equal(["one", "two"], _rig.Queue.Jobs.Select(job => job.Request.Search), StringComparer.Ordinal);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_stop_while_the_queue_refuses_confirms_nothing()
    {
        _rig.Queue.Refusals = int.MaxValue;
        _api.PushText(1, "one");
        using var host = await StartAsync();
        await Eventually.IsTrueAsync(() => _rig.Queue.Refusals < int.MaxValue, "the queue refuses");

        await host.StopAsync(Cancellation);

        Assert.Equal(1, _api.Pending);
        Assert.Empty(_rig.Queue.Jobs);
    }

    [Fact]
    public async Task A_stop_is_quick_and_confirms_what_was_handled()
    {
        using var host = await StartAsync();
        _api.PushText(1, "one");
        await Eventually.IsTrueAsync(() => _rig.Queue.Jobs.Count == 1, "the job");

        var watch = Stopwatch.StartNew();
        await host.StopAsync(Cancellation);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(0, _api.Pending);
    }

    [Fact]
    public async Task An_update_that_can_not_be_read_holds_nothing_up()
    {
        _api.Push(1, """{"update_id": 1, "message": {"message_id": "one"}}""");
        _api.Push(2, """{"update_id": 2, "message": "text"}""");
        _api.PushText(3, "three");
        using var host = await StartAsync();

        await Eventually.IsTrueAsync(() => _rig.Queue.Jobs.Count == 1 && _api.Pending == 0, "the third one");
        Assert.Contains("Update 1 can't be read", _logs.All, StringComparison.Ordinal);
        Assert.Contains("Update 2 can't be read", _logs.All, StringComparison.Ordinal);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Failures_of_the_network_and_the_server_are_survived()
    {
        _api.NextError("getMe", 500, "Internal Server Error");
        _api.NextRaw("getUpdates", 502, "<html>");
        _api.NextError("getUpdates", 429, "Too Many Requests", retryAfter: 0);
        _api.NextError("getUpdates", 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        _api.Next("getUpdates", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        _api.PushText(1, "one");
        using var host = await StartAsync();

        await Eventually.IsTrueAsync(() => _rig.Queue.Jobs.Count == 1, "the job");
        Assert.Empty(_api.CallsOf("deleteWebhook"));
        Assert.DoesNotContain(BotApi.Token, _logs.All, StringComparison.Ordinal);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_answer_that_can_not_be_sent_changes_nothing()
    {
        _api.NextError("sendMessage", 403, "Forbidden: bot was blocked by the user");
        _api.NextError("sendMessage", 429, "Too Many Requests: retry after 1", retryAfter: 1);
        _api.PushText(1, "one");
        _api.PushText(2, "two");
        using var host = await StartAsync();

        await Eventually.IsTrueAsync(() => _rig.Queue.Jobs.Count == 2 && _api.Pending == 0, "both jobs");
        Assert.Equal(3, _api.CallsOf("sendMessage").Count());
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_token_that_Telegram_refuses_stops_the_start()
    {
        using var host = TelegramHost.Create(_api.Address, _rig, _logs, token: "999999:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB");

        await Assert.ThrowsAsync<TelegramTokenRefusedException>(() => host.StartAsync(Cancellation));
    }

    [Fact]
    public async Task A_start_without_a_network_is_a_start()
    {
        using var host = TelegramHost.Create("http://127.0.0.1:1", _rig, _logs);

        await host.StartAsync(Cancellation);
        await host.StopAsync(Cancellation);

        Assert.Contains("Can't reach Telegram", _logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_button_is_answered()
    {
        var job = Core.Jobs.JobId.Parse("7-1-1");
        _rig.Cancellation.Running.Add(job);
        _api.Push(1, """
            {"update_id": 1, "callback_query": {"id": "cb", "from": {"id": 7, "is_bot": false, "first_name": "A"}, "chat_instance": "c",
             "data": "cancel:7-1-1", "message": {"message_id": 900, "date": 1, "chat": {"id": 7, "type": "private"}}}}
            """);
        using var host = await StartAsync();

        await Eventually.IsTrueAsync(() => _api.CallsOf("answerCallbackQuery").Any(), "the answer");
        Assert.Equal(job, Assert.Single(_rig.Cancellation.Requests).Job);
        await host.StopAsync(Cancellation);
    }

    private async Task<IHost> StartAsync()
    {
        var host = TelegramHost.Create(_api.Address, _rig, _logs);
        await host.StartAsync(Cancellation);
        return host;
    }
}
