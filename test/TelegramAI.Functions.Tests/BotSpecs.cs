using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TelegramAI.Core.Jobs;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Lambda;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.Functions.Tests;

/// <summary>The bot's published executable, with the settings of a deployed stack, on a queue, a group and a secret of moto's.</summary>
public sealed class BotSpecs(BotStage stage, ITestOutputHelper output) : IClassFixture<BotStage>, IAsyncLifetime
{
    private const string Link = "https://youtu.be/dQw4w9WgXcQ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int _callsBefore;

    public async ValueTask InitializeAsync()
    {
        Rig.Functions.SkipWhereMissing();
        _callsBefore = stage.Stage.Telegram.Calls.Count;
        await stage.Stage.TakeMessagesAsync();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var line in stage.Bot?.Log ?? [])
            output.WriteLine(line);

        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_link_becomes_a_job_in_the_queue_and_one_message_that_can_cancel_it()
    {
        var answer = await SendAsync(WebhookEvent.Text($"this one {Link}", message: 501));

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Null(answer["body"]);
        var call = Assert.Single(stage.Stage.Telegram.Calls.Skip(_callsBefore));
        Assert.Equal("sendMessage", call.Method);
        Assert.Equal(("7", "true"), (call.Fields["chat_id"], call.Fields["disable_notification"]));
        Assert.Equal(501, (int)call.Json("reply_parameters")["message_id"]!);
        Assert.StartsWith("Queued, 0 before you", call.Fields["text"], StringComparison.Ordinal);
        Assert.Contains("cancel:7-501-1", call.Fields["reply_markup"], StringComparison.Ordinal);

        var message = Assert.Single(await stage.Stage.TakeMessagesAsync());
        Assert.Equal("7", message.MessageAttributes["chat_id"].StringValue);
        Assert.Equal("String", message.MessageAttributes["chat_id"].DataType);
        var job = Stage.ToJob(message);
        Assert.Equal(JobId.Parse("7-501-1"), job.Id);
        Assert.Equal("dQw4w9WgXcQ", $"{job.Request.VideoId}");
        Assert.Equal(JobState.Waiting, (await stage.Stage.Ledger.FindAsync(job.Id, Cancellation))!.State);
    }

    [Fact]
    public void The_first_line_of_its_log_says_which_packages_it_was_built_with() =>
        Assert.Matches("Started, built with (published packages|stand-ins for packages): .*Amazon.Lambda.Core [0-9.]+, ", stage.Bot!.Log[0]);

    [Fact]
    public async Task Several_links_become_jobs_and_one_message_that_can_cancel_them_all()
    {
        var answer = await SendAsync(WebhookEvent.Text($"{Link} and https://youtu.be/aqz-KE-bpKQ", message: 502));

        Assert.Null(answer["body"]);
        var call = Assert.Single(stage.Stage.Telegram.Calls.Skip(_callsBefore));
        Assert.Equal(("sendMessage", "7", "true"), (call.Method, call.Fields["chat_id"], call.Fields["disable_notification"]));
        Assert.Equal(502, (int)call.Json("reply_parameters")["message_id"]!);
        Assert.StartsWith("Queued 2 videos, 0 before you", call.Fields["text"], StringComparison.Ordinal);
        var button = call.Json("reply_markup")["inline_keyboard"]![0]![0]!;
        Assert.Equal(("Cancel all", "cancel:7-502-0"), ((string)button["text"]!, (string)button["callback_data"]!));
        Assert.Equal([2, 2], (await stage.Stage.TakeJobsAsync()).Select(job => job.BatchSize));
    }

    [Fact]
    public async Task Cancelling_them_all_ends_those_that_no_worker_has_begun()
    {
        await SendAsync(WebhookEvent.Text($"{Link} and https://youtu.be/aqz-KE-bpKQ", message: 503));
        var jobs = await stage.Stage.TakeJobsAsync();

        await SendAsync(
            """{"update_id": 9, "callback_query": {"id": "cb", "from": {"id": 7, "is_bot": false, "first_name": "A"}, "chat_instance": "c", "data": "cancel:7-503-0", "message": {"message_id": 6, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "Queued"}}}""");

        Assert.Equal("✖️ Cancelled, 0 of 2 videos are here.", stage.Stage.Telegram.Calls.Last(call => call.Method is "editMessageText").Fields["text"]);
        foreach (var job in jobs)
            Assert.Equal(JobState.Cancelled, (await stage.Stage.Ledger.FindAsync(job.Id, Cancellation))!.State);
    }

    [Theory]
    [InlineData("""{"text": "rain on a window"}""", 1)]
    [InlineData("""{"text": "https://youtu.be/dQw4w9WgXcQ and https://www.youtube.com/watch?v=aqz-KE-bpKQ"}""", 2)]
    [InlineData("""{"caption": "https://youtu.be/dQw4w9WgXcQ", "photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}""", 1)]
    [InlineData("""{"text": "this video", "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": "https://youtu.be/dQw4w9WgXcQ"}]}""", 1)]
    [InlineData("""{"text": "/download https://youtu.be/dQw4w9WgXcQ", "entities": [{"type": "bot_command", "offset": 0, "length": 9}]}""", 1)]
    [InlineData("""{"text": "https://youtu.be/dQw4w9WgXcQ", "forward_origin": {"type": "user", "date": 1, "sender_user": {"id": 3, "is_bot": false, "first_name": "B"}}}""", 1)]
    [InlineData("""{"text": "https://youtu.be/dQw4w9WgXcQ", "reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": false, "is_video": false}}}""", 1)]
    public async Task Every_way_to_ask_asks(string content, int jobs)
    {
        var answer = await SendAsync(WebhookEvent.Message(content));

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Equal(jobs, (await stage.Stage.TakeJobsAsync()).Count);
    }

    [Fact]
    public async Task In_a_group_only_its_command_asks()
    {
        await SendAsync(WebhookEvent.Text(Link, message: 5, chat: -1001, chatType: "supergroup"));
        await SendAsync(WebhookEvent.Text($"/download {Link}", message: 6, chat: -1001, chatType: "supergroup"));

        Assert.Equal(JobId.Parse("-1001-6-1"), Assert.Single(await stage.Stage.TakeJobsAsync()).Id);
    }

    [Theory]
    [InlineData("/start@other_bot", false)]
    [InlineData("/download@other_bot https://youtu.be/dQw4w9WgXcQ", false)]
    [InlineData("/start@Video_Bot", true)]
    public async Task In_a_group_a_command_that_names_another_bot_is_theirs(string text, bool isAnswered)
    {
        var answer = await SendAsync(WebhookEvent.Text(text, message: 6, chat: -1001, chatType: "supergroup"));

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Equal(isAnswered, answer["body"] is not null);
        Assert.Empty(await stage.Stage.TakeJobsAsync());
        Assert.Equal(_callsBefore, stage.Stage.Telegram.Calls.Count);
    }

    [Theory]
    [InlineData("/start", "Hello")]
    [InlineData("/help", "YouTube links")]
    [InlineData("/status", "The queue is empty")]
    [InlineData("/nonsense", "don't know this command")]
    [InlineData("https://example.org/video", "isn't a YouTube link")]
    public async Task What_asks_for_no_video_is_answered_and_queues_nothing(string text, string reply)
    {
        var answer = await SendAsync(WebhookEvent.Text(text));

        Assert.Contains(reply, (string)Method(answer)["text"]!, StringComparison.Ordinal);
        Assert.Empty(await stage.Stage.TakeJobsAsync());
    }

    [Fact]
    public async Task A_button_asks_the_ledger_to_stop_a_job()
    {
        var job = JobId.Parse("7-5-1");
        await using var run = await stage.Stage.Ledger.BeginAsync(Stage.Job(5), "worker", TimeSpan.FromMinutes(1), Cancellation);

        var answer = await SendAsync(
            """{"update_id": 9, "callback_query": {"id": "cb", "from": {"id": 7, "is_bot": false, "first_name": "A"}, "chat_instance": "c", "data": "cancel:7-5-1", "message": {"message_id": 6, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "43 %"}}}""");

        var method = Method(answer);
        Assert.Equal("answerCallbackQuery", (string)method["method"]!);
        Assert.Equal("cb", (string)method["callback_query_id"]!);
        Assert.Equal("Cancelling it.", (string)method["text"]!);
        Assert.True((await stage.Stage.Ledger.FindAsync(job, Cancellation))!.CancelRequested);
    }

    [Fact]
    public async Task Somebody_who_is_not_on_the_list_gets_one_polite_sentence_and_no_job()
    {
        var answer = await SendAsync(WebhookEvent.Text(Link, user: 666));

        Assert.Contains("666", (string)Method(answer)["text"]!, StringComparison.Ordinal);
        Assert.Empty(await stage.Stage.TakeJobsAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task A_forged_request_is_refused_before_its_body_is_looked_at(string? secret)
    {
        var answer = await SendAsync(new WebhookEvent { Secret = secret, Body = "{ this would be junk" });
        var valid = await SendAsync(new WebhookEvent { Secret = secret, Body = WebhookEvent.Text(Link) });

        Assert.Equal(401, (int)answer["statusCode"]!);
        Assert.Equal(401, (int)valid["statusCode"]!);
        Assert.Null(answer["body"]);
        Assert.Empty(await stage.Stage.TakeJobsAsync());
        Assert.DoesNotContain(stage.Bot.Log, line => line.Contains("dQw4w9WgXcQ", StringComparison.Ordinal) || line.Contains(stage.Secret, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_flood_of_forged_requests_is_one_line_of_the_log()
    {
        await using var bot = await stage.Stage.StartAsync("Bot");
        for (var number = 0; number < 200; number++)
            Assert.Equal(401, (int)(await BotStage.SendAsync(new WebhookEvent { Secret = $"wrong-{number}", Body = "{}" }, bot))["statusCode"]!);

        Assert.InRange(bot.Log.Sum(line => line.Length), 0, 1000);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_log_names_each_value_by_its_own_name()
    {
        await using var bot = await stage.Stage.StartAsync("Bot", ("AWS_LAMBDA_LOG_FORMAT", "JSON"));
        await BotStage.SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link, message: 77) }, bot);

        var line = JsonNode.Parse(Assert.Single(bot.Log, line => line.Contains("Queued", StringComparison.Ordinal)))!;

        Assert.Equal("77", line["MessageId"]!.ToString());
        Assert.Equal("7", line["ChatId"]!.ToString());
        Assert.Equal("1", line["Jobs"]!.ToString());
        Assert.Equal("Queued 1 jobs of message 77 in chat 7 for user 7", (string)line["message"]!);
        await stage.Stage.TakeMessagesAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"update_id": "one"}""")]
    public async Task Junk_is_400(string? body) =>
        Assert.Equal(400, (int)(await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = body }))["statusCode"]!);

    [Fact]
    public async Task A_body_beyond_all_updates_is_413()
    {
        var answer = await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(new string('x', 1_100_000)) });

        Assert.Equal(413, (int)answer["statusCode"]!);
    }

    [Theory]
    [InlineData("""{"update_id": 1}""")]
    [InlineData("""{"update_id": 1, "edited_message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "https://youtu.be/dQw4w9WgXcQ"}}""")]
    [InlineData("""{"update_id": 1, "channel_post": {"message_id": 5, "date": 1, "chat": {"id": -7, "type": "channel", "title": "c"}, "text": "https://youtu.be/dQw4w9WgXcQ"}}""")]
    [InlineData("""{"update_id": 1, "my_chat_member": {"chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": false, "first_name": "A"}, "date": 1, "old_chat_member": {"status": "member", "user": {"id": 1, "is_bot": true, "first_name": "b"}}, "new_chat_member": {"status": "kicked", "until_date": 0, "user": {"id": 1, "is_bot": true, "first_name": "b"}}}}""")]
    [InlineData("""{"update_id": 1, "message_reaction": {"chat": {"id": 7, "type": "private"}, "message_id": 5, "date": 1, "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👍"}]}}""")]
    [InlineData("""{"update_id": 1, "poll_answer": {"poll_id": "p", "option_ids": [0]}}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "a type of tomorrow"}, "text": "x"}}""")]
    public async Task A_valid_update_that_is_not_for_us_is_200_and_nothing_else(string update)
    {
        var answer = await SendAsync(update);

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Null(answer["body"]);
        Assert.Empty(await stage.Stage.TakeJobsAsync());
    }

    [Fact]
    public async Task A_body_in_base64_is_the_same()
    {
        await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link), IsBase64 = true });

        Assert.Single(await stage.Stage.TakeJobsAsync());
    }

    [Fact]
    public async Task An_update_that_comes_again_makes_the_same_job()
    {
        await SendAsync(WebhookEvent.Text(Link));
        await SendAsync(WebhookEvent.Text(Link));

        Assert.Single((await stage.Stage.TakeJobsAsync()).Select(job => job.Id).Distinct());
    }

    [Fact]
    public async Task A_video_that_Telegram_has_is_the_answer_and_nobody_else_is_asked()
    {
        await stage.Stage.DeliveredAsync("sentsentse1", "123456:BAACAgI");
        await using var bot = await stage.Stage.StartAsync(
            "Bot", ("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:9"), ("AWS_ENDPOINT_URL_AUTO_SCALING", "http://127.0.0.1:9"), ("AWS_MAX_ATTEMPTS", "1"));

        var answer = await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text("https://youtu.be/sentsentse1", message: 91) }, bot);

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Null(answer["body"]);
        Assert.Equal(["sendMessage", "editMessageMedia"], stage.Stage.Telegram.Calls.Select(call => call.Method).TakeLast(2));
        Assert.Empty(await stage.Stage.TakeJobsAsync());
    }

    [Fact]
    public async Task A_video_that_another_bot_has_is_a_job()
    {
        await stage.Stage.DeliveredAsync("sentsentse2", "654321:BAACAgI");

        await SendAsync(WebhookEvent.Text("https://youtu.be/sentsentse2"));

        Assert.Single(await stage.Stage.TakeJobsAsync());
    }

    [Fact]
    public async Task While_the_bucket_can_not_be_read_a_link_is_a_job()
    {
        await using var bot = await stage.Stage.StartAsync("Bot", ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9"));

        var answer = await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }, bot);

        Assert.Contains("Queued", (string)Method(answer)["text"]!, StringComparison.Ordinal);
        Assert.Single(await stage.Stage.TakeJobsAsync());
    }

    [Fact]
    public async Task A_collector_that_never_answers_costs_traces_and_no_job()
    {
        using var silent = new TcpListener(IPAddress.Loopback, port: 0);
        silent.Start();
        await using var bot = await stage.Stage.StartAsync(
            "Bot", ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{silent.LocalEndpoint}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        var invocation = await bot.InvokeAsync(
            new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }.ToJson(), cancellationToken: Cancellation);

        Assert.Equal(200, (int)JsonNode.Parse(invocation.Response)!["statusCode"]!);
        Assert.Single(await stage.Stage.TakeJobsAsync());

        // The exporter's own patience is ten seconds, and Telegram's a minute.
        Assert.InRange(invocation.Duration, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        await Eventually.IsTrueAsync(() => bot.Log.Any(line => line.Contains("could not be exported", StringComparison.Ordinal)), "the warning");
    }

    [Fact]
    public async Task A_job_goes_on_with_the_trace_of_the_invocation()
    {
        var invocation = await stage.Bot.InvokeAsync(
            new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }.ToJson(),
            traceId: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0",
            cancellationToken: Cancellation);

        Assert.Null(invocation.Error);
        var message = Assert.Single(await stage.Stage.TakeMessagesAsync());
        Assert.Equal("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", Stage.ToJob(message).Trace);
    }

    [Fact]
    public async Task While_the_queue_refuses_Telegram_is_asked_to_deliver_again()
    {
        await using var bot = await stage.Stage.StartAsync("Bot", ("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:9"), ("AWS_MAX_ATTEMPTS", "2"));

        var answer = await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }, bot);

        Assert.Equal(503, (int)answer["statusCode"]!);
        Assert.False(bot.HasEnded);
    }

    [Fact]
    public async Task While_the_secret_can_not_be_read_Telegram_is_asked_to_deliver_again()
    {
        await using var bot = await stage.Stage.StartAsync("Bot", ("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:9"), ("AWS_MAX_ATTEMPTS", "1"));

        var answer = await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }, bot);

        Assert.Equal(503, (int)answer["statusCode"]!);
    }

    [Fact]
    public async Task The_fleet_is_woken_to_what_the_queue_is_worth_and_never_lowered()
    {
        await stage.Stage.SendJobsAsync(14);
        await using var bot = await stage.Stage.StartAsync("Bot");

        await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }, bot);
        var woken = await stage.Stage.DesiredAsync();
        await stage.Stage.TakeJobsAsync();
        await using var later = await stage.Stage.StartAsync("Bot");
        await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link, message: 6) }, later);

        Assert.Equal(2, woken);
        Assert.Equal(2, await stage.Stage.DesiredAsync());
    }

    [Fact]
    public async Task A_fleet_that_can_not_be_woken_fails_no_update()
    {
        await using var bot = await stage.Stage.StartAsync("Bot", ("Fleet__GroupName", "no-such-group"));

        var answer = await SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text(Link) }, bot);

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Single(await stage.Stage.TakeJobsAsync());
        Assert.Contains(bot.Log, line => line.Contains("Could not wake the fleet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_are_missing_end_the_start_with_each_of_them_named()
    {
        await using var bot = await stage.Stage.StartAsync("Bot", ("Jobs__QueueUrl", "not an address"), ("Fleet__TargetBacklog", "0"));
        await bot.EndedAsync(Cancellation);

        var log = string.Join('\n', bot.Log);
        Assert.Contains("Jobs:QueueUrl is 'not an address'", log, StringComparison.Ordinal);
        Assert.Contains("Fleet:TargetBacklog is 0", log, StringComparison.Ordinal);
    }

    private static JsonNode Method(JsonNode answer) => JsonNode.Parse((string)answer["body"]!)!;

    private Task<JsonNode> SendAsync(string update) => SendAsync(new WebhookEvent { Secret = stage.Secret, Body = update });

    private Task<JsonNode> SendAsync(WebhookEvent request) => SendAsync(request, stage.Bot);

    private static Task<JsonNode> SendAsync(WebhookEvent request, FunctionProcess bot) => BotStage.SendAsync(request, bot);
}
