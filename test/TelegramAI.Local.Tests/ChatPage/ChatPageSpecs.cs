using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramAI.Local.ChatPage;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Local.Tests.ChatPage;

public class ChatPageSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/chat/chat.js", "text/javascript")]
    [InlineData("/chat/chat.css", "text/css")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task The_page_and_its_files_are_served_under_a_strict_policy(string path, string type)
    {
        await using var server = await PageServer.StartAsync();

        using var response = await server.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("default-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_in_the_page_reaches_the_bot_and_stays_in_the_chat()
    {
        await using var server = await PageServer.StartAsync();

        using var sent = await PostAsync(server, "messages", new { chat = 3, text = "one\ntwo" });
        var history = await server.Http.GetFromJsonAsync<JsonObject>("/chat/messages?chat=3", Cancel);

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal("one\ntwo", Assert.Single(await server.Bot.GetUpdates(cancellationToken: Cancel)).Message!.Text);
        Assert.Equal("one\ntwo", (string)history!["messages"]![0]!["message"]!["text"]!);
        Assert.Empty((await server.Http.GetFromJsonAsync<JsonObject>("/chat/messages?chat=4", Cancel))!["messages"]!.AsArray());
    }

    [Fact]
    public async Task An_empty_message_is_refused()
    {
        await using var server = await PageServer.StartAsync();

        using var refused = await PostAsync(server, "messages", new { chat = 1, text = "  \n" });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Older_messages_are_read_page_by_page()
    {
        await using var server = await PageServer.StartAsync();
        for (var i = 0; i < 5; i++)
            await server.SayAsync($"{i}");

        var newest = await server.Http.GetFromJsonAsync<JsonObject>("/chat/messages?limit=2", Cancel);
        var older = await server.Http.GetFromJsonAsync<JsonObject>($"/chat/messages?limit=2&before={newest!["messages"]![0]!["message_id"]}", Cancel);

        Assert.Equal(["3", "4"], Texts(newest), StringComparer.Ordinal);
        Assert.Equal(["1", "2"], Texts(older!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Events_bring_new_edited_and_deleted_messages_live()
    {
        await using var server = await PageServer.StartAsync();
        await using var events = await EventsAsync(server, after: 0);

        var sent = await server.BotSaysAsync("working");
        await server.Bot.EditMessageText(1, sent.Id, "43 %", cancellationToken: Cancel);
        Assert.Contains("43 %", (await events.UntilAsync(e => e.Data.Contains("43 %", StringComparison.Ordinal))).Data, StringComparison.Ordinal);
        await server.Bot.SendChatAction(1, ChatAction.UploadVideo, cancellationToken: Cancel);
        Assert.Contains("upload_video", (await events.UntilAsync(e => e.EventType is "action")).Data, StringComparison.Ordinal);
        await server.Bot.DeleteMessage(1, sent.Id, Cancel);
        Assert.Contains($"{sent.Id}", (await events.UntilAsync(e => e.EventType is "deleted")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_resume_after_the_last_one_that_the_page_has()
    {
        await using var server = await PageServer.StartAsync();
        string last;
        await using (var events = await EventsAsync(server, after: 0))
        {
            await server.SayAsync("known");
            last = (await events.UntilAsync(e => e.Data.Contains("known", StringComparison.Ordinal))).EventId!;
        }

        await server.SayAsync("missed");
        await using var resumed = await EventsAsync(server, after: 0, lastEventId: last);

        var first = await resumed.UntilAsync(e => e.EventType is "message");
        Assert.Contains("missed", first.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_knows_more_than_the_data_begins_anew()
    {
        await using var server = await PageServer.StartAsync();
        await using var events = await EventsAsync(server, after: 1_000_000);

        Assert.Equal("reset", (await events.UntilAsync(_ => true)).EventType);
    }

    [Fact]
    public async Task Events_of_another_chat_are_not_shown()
    {
        await using var server = await PageServer.StartAsync();
        await using var events = await EventsAsync(server, after: 0);

        await server.SayAsync("private", chat: 2);
        await server.SayAsync("mine");

        Assert.Contains("mine", (await events.UntilAsync(e => e.EventType is "message")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pressed_button_is_answered_with_a_toast()
    {
        await using var server = await PageServer.StartAsync();
        await server.SayAsync();
        var sent = await server.Bot.SendMessage(1, "stop?", replyMarkup: InlineKeyboardButton.WithCallbackData("Cancel", "c:1"), cancellationToken: Cancel);
        await using var events = await EventsAsync(server, after: 0);
        await events.UntilAsync(e => e.EventType is "blocked");

        using var pressed = await PostAsync(server, "callbacks", new { chat = 1, message_id = sent.Id, data = "c:1" });
        using var forged = await PostAsync(server, "callbacks", new { chat = 1, message_id = sent.Id, data = "other" });
        var query = (await server.Bot.GetUpdates(cancellationToken: Cancel))[^1].CallbackQuery!;
        await server.Bot.AnswerCallbackQuery(query.Id, "Stopping…", cancellationToken: Cancel);

        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, forged.StatusCode);
        Assert.Contains("Stopping…", (await events.UntilAsync(e => e.EventType is "answer")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_blocks_the_bot_and_clears_the_chat()
    {
        await using var server = await PageServer.StartAsync();
        await server.BotSaysAsync();

        using var blocked = await PostAsync(server, "block", new { chat = 1, blocked = true });
        var refused = await Assert.ThrowsAsync<ApiRequestException>(() => server.Bot.SendMessage(1, "x", cancellationToken: Cancel));
        using var cleared = await PostAsync(server, "clear", new { chat = 1 });

        var history = await server.Http.GetFromJsonAsync<JsonObject>("/chat/messages", Cancel);
        Assert.Equal((403, "Forbidden: bot was blocked by the user"), (refused.ErrorCode, refused.Message));
        Assert.True((bool)history!["blocked"]!);
        Assert.Empty(history["messages"]!.AsArray());
    }

    [Fact]
    public async Task Suggestions_come_from_whoever_has_some()
    {
        await using var server = await PageServer.StartAsync(suggestions: new Fixed([new("Counter", "https://youtu.be/abcdefghijk")]));
        await using var without = await PageServer.StartAsync();

        var offered = await server.Http.GetFromJsonAsync<JsonArray>("/chat/suggestions", Cancel);

        Assert.Equal("Counter", (string)offered![0]!["label"]!);
        Assert.Equal("https://youtu.be/abcdefghijk", (string)offered[0]!["text"]!);
        Assert.Empty((await without.Http.GetFromJsonAsync<JsonArray>("/chat/suggestions", Cancel))!);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.168.1.20", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using var server = await PageServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chat/messages");
        request.Headers.Host = host;

        using var response = await server.Http.SendAsync(request, Cancel);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task The_page_seeks_in_the_stored_file()
    {
        await using var server = await PageServer.StartAsync();
        await server.SayAsync();
        var bytes = RandomNumberGenerator.GetBytes(10_000);
        var sent = await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(bytes), "a.mp4"), replyMarkup: InlineKeyboardButton.WithUrl("a", "https://example.org"), cancellationToken: Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/files/{sent.Video!.FileId}");
        request.Headers.Range = new(2000, 2999);

        using var response = await server.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("video/mp4", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(bytes[2000..3000], await response.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task The_pages_own_origin_may_change_things()
    {
        await using var server = await PageServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/clear") { Content = JsonContent.Create(new { chat = 1 }) };
        request.Headers.Add("Origin", server.Address);

        using var response = await server.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(LoopbackTelegram server, string path, object body) =>
        server.Http.PostAsJsonAsync($"/chat/{path}", body, Cancel);

    private static IEnumerable<string> Texts(JsonObject history) =>
        history["messages"]!.AsArray().Select(change => (string)change!["message"]!["text"]!);

    private static async Task<Events> EventsAsync(LoopbackTelegram server, long after, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/events?chat=1&after={after}");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);

        return new Events(await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel));
    }

    private sealed class Events(HttpResponseMessage response) : IAsyncDisposable
    {
        private IAsyncEnumerator<SseItem<string>>? _items;

        public async Task<SseItem<string>> UntilAsync(Func<SseItem<string>, bool> wanted)
        {
            _items ??= SseParser.Create(await response.Content.ReadAsStreamAsync(Cancel)).EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel);
            while (await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel))
            {
                if (wanted(_items.Current))
                    return _items.Current;
            }

            throw new InvalidOperationException("The events ended before the one that was waited for");
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            if (_items is not null)
                await _items.DisposeAsync();
        }
    }

    private sealed class Fixed(IReadOnlyList<Suggestion> suggestions) : ISuggestions
    {
        public ValueTask<IReadOnlyList<Suggestion>> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(suggestions);
    }
}
