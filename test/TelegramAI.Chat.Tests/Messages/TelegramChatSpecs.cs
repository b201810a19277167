using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Telegram.Bot;
using TelegramAI.Chat.Messages;
using TelegramAI.Chat.Tests.Rig;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Logging;
using TelegramAI.Testing.Telegram;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.Chat.Tests.Messages;

public sealed class TelegramChatSpecs : IAsyncLifetime
{
    private static readonly ChatId Chat = new(7);
    private static readonly MessageId Message = new(900);
    private readonly LogLines _logs = new();
    private BotApi _api = null!;
    private IHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IChat Telegram => _host.Services.GetRequiredService<IChat>();

    public async ValueTask InitializeAsync()
    {
        _api = await BotApi.StartAsync();
        _host = TelegramHost.Create(_api.Address, new BotRig(), _logs, polls: false);
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        _logs.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_message_answers_another_and_carries_the_button()
    {
        var sent = await Telegram.SendAsync(new ChatPlace(Chat, ReplyTo: new MessageId(5)), new ChatText("Hello 😀", JobId.Parse("-1001234567890123-2147483647-2147483647")), Cancellation);

        var call = Assert.Single(_api.Calls);
        var data = (string)call.Json("reply_markup")["inline_keyboard"]![0]![0]!["callback_data"]!;
        Assert.Equal(new MessageId(900), sent);
        Assert.Equal("Hello 😀", call.Fields["text"]);
        Assert.True((bool)call.Json("reply_parameters")["allow_sending_without_reply"]!);
        Assert.Equal("cancel:-1001234567890123-2147483647-2147483647", data);
        Assert.InRange(data.Length, 1, 64);
    }

    [Theory]
    [InlineData(77, "77")]
    [InlineData(1, null)]
    [InlineData(null, null)]
    public async Task A_message_goes_to_its_topic_and_to_the_general_one_without_its_number(int? thread, string? sent)
    {
        var topic = thread is { } number ? new ThreadId(number) : (ThreadId?)null;
        await Telegram.SendAsync(new ChatPlace(Chat, topic), new ChatText("Hello"), Cancellation);

        Assert.Equal(sent, Assert.Single(_api.Calls).Fields.GetValueOrDefault("message_thread_id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_arrives_silently_unless_it_is_to_ring(bool silent)
    {
        await Telegram.SendAsync(new ChatPlace(Chat), new ChatText("Hello") { Silent = silent }, Cancellation);

        Assert.Equal(silent, string.Equals("true", Assert.Single(_api.Calls).Fields.GetValueOrDefault("disable_notification"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Bad Request: message to delete not found")]
    [InlineData("Bad Request: MESSAGE_ID_INVALID")]
    public async Task Deleting_what_is_gone_is_no_error(string description)
    {
        _api.NextError("deleteMessage", 400, description);

        await Telegram.DeleteAsync(Chat, Message, Cancellation);

        Assert.Equal("900", Assert.Single(_api.CallsOf("deleteMessage")).Fields["message_id"]);
    }

    [Fact]
    public async Task A_message_that_can_not_be_deleted_any_more_is_told_so()
    {
        _api.NextError("deleteMessage", 400, "Bad Request: message can't be deleted for everyone");

        await Assert.ThrowsAsync<ChatMessageGoneException>(() => Telegram.DeleteAsync(Chat, Message, Cancellation));
    }

    [Theory]
    [InlineData("Bad Request: message is not modified: specified new message content and reply markup are exactly the same")]
    [InlineData("Bad Request: message can't be edited")]
    [InlineData("Bad Request: message to edit not found")]
    public async Task A_message_that_Telegram_does_not_change_had_no_buttons_of_the_bots(string description)
    {
        _api.NextError("editMessageReplyMarkup", 400, description);

        Assert.False(await Telegram.TakeButtonsAsync(Chat, Message, Cancellation));
    }

    [Theory]
    [InlineData("creator", true)]
    [InlineData("administrator", true)]
    [InlineData("member", false)]
    [InlineData("left", false)]
    public async Task Owners_and_administrators_administer_a_group(string status, bool administers)
    {
        _api.NextRaw("getChatMember", 200, $$"""{"ok": true, "result": {"status": "{{status}}", "user": {"id": 9, "is_bot": false, "first_name": "A"} } }""");

        var members = _host.Services.GetRequiredService<IChatMembers>();

        Assert.Equal(administers, await members.IsAdministratorAsync(Chat, new UserId(9), Cancellation));
        Assert.Equal("9", Assert.Single(_api.Calls).Fields["user_id"]);
    }

    [Fact]
    public async Task In_a_topic_whose_asking_message_is_gone_it_is_said_without_a_reply()
    {
        _api.NextError("sendMessage", 400, "Bad Request: message to be replied not found");

        var sent = await Telegram.SendAsync(new ChatPlace(Chat, new ThreadId(42), new MessageId(31)), new ChatText("Hello"), Cancellation);

        Assert.Equal(new MessageId(900), sent);
        Assert.Equal([("42", true), ("42", false)], _api.Calls.Select(call => (call.Fields["message_thread_id"], call.Fields.ContainsKey("reply_parameters"))));
    }

    [Fact]
    public async Task A_group_that_became_a_supergroup_names_it()
    {
        _api.NextRaw(
            "sendMessage",
            400,
            """{"ok": false, "error_code": 400, "description": "Bad Request: group chat was upgraded to a supergroup chat", "parameters": {"migrate_to_chat_id": -1001234567890123}}""");

        var migrated = await Assert.ThrowsAsync<ChatMigratedException>(() => Telegram.SendAsync(new ChatPlace(new ChatId(-500)), new ChatText("Hello"), Cancellation));

        Assert.Equal(new ChatId(-1001234567890123), migrated.NewChat);
    }

    [Theory]
    [InlineData("Bad Request: not enough rights to send videos to the chat", ChatRight.Video)]
    [InlineData("Bad Request: CHAT_SEND_VIDEOS_FORBIDDEN", ChatRight.Video)]
    [InlineData("Bad Request: not enough rights to send text messages to the chat", ChatRight.Text)]
    [InlineData("Bad Request: CHAT_WRITE_FORBIDDEN", ChatRight.Text)]
    public async Task A_refusal_names_the_right_that_the_bot_lacks(string description, ChatRight right)
    {
        _api.NextError("editMessageMedia", 400, description);

        var refused = await Assert.ThrowsAsync<ChatRightsException>(() => Telegram.ShowVideoAsync(Chat, Message, Video([1]), Cancellation));

        Assert.Equal(right, refused.Lacks);
    }

    [Fact]
    public async Task A_message_that_Telegram_changes_had_buttons_and_has_none_now()
    {
        Assert.True(await Telegram.TakeButtonsAsync(Chat, Message, Cancellation));

        Assert.DoesNotContain("reply_markup", Assert.Single(_api.CallsOf("editMessageReplyMarkup")).Fields.Keys);
    }

    [Fact]
    public async Task A_long_text_is_cut_between_characters()
    {
        await Telegram.SendAsync(new ChatPlace(Chat), new ChatText(string.Concat(Enumerable.Repeat("😀", 3000))), Cancellation);

        var text = Assert.Single(_api.Calls).Fields["text"];
        Assert.Equal(4095, text.Length);
        Assert.EndsWith("😀…", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saying_the_same_again_is_no_error()
    {
        _api.NextError("editMessageText", 400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same");

        await Telegram.EditAsync(Chat, Message, new ChatText("The same"), Cancellation);
    }

    [Fact]
    public async Task A_video_is_uploaded_with_all_that_it_needs_to_play()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        var fileId = await Telegram.ShowVideoAsync(Chat, Message, Video(bytes), Cancellation);

        var call = Assert.Single(_api.Calls);
        var media = call.Json("media");
        var (fileName, length, hash) = Assert.Single(call.Files).Value;
        Assert.Equal(new ChatFileId("123456:stored-file"), fileId);
        Assert.Equal(("editMessageMedia", "7", "900"), (call.Method, call.Fields["chat_id"], call.Fields["message_id"]));
        Assert.Equal(("video", 1280, 720, 62), ((string?)media["type"], (int)media["width"]!, (int)media["height"]!, (int)media["duration"]!));
        Assert.True((bool)media["supports_streaming"]!);
        Assert.Equal(1024, ((string)media["caption"]!).Length);
        Assert.Equal((bytes.Length, Convert.ToHexString(SHA256.HashData(bytes))), (length, hash));
        Assert.Equal("a _quoted_ 😀 nämé_.mp4", fileName);
    }

    [Fact]
    public async Task A_video_that_the_chat_has_is_shown_without_its_bytes()
    {
        var video = Video([]) with { FileId = new ChatFileId("known"), OpenAsync = _ => throw new InvalidOperationException("Nobody needs the bytes") };

        await Telegram.ShowVideoAsync(Chat, Message, video, Cancellation);

        var call = Assert.Single(_api.Calls);
        Assert.Equal("known", (string?)call.Json("media")["media"]);
        Assert.Empty(call.Files);
    }

    [Fact]
    public async Task A_video_is_uploaded_with_its_picture()
    {
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xD9];
        await Telegram.ShowVideoAsync(Chat, Message, Video([1, 2, 3]) with { Thumbnail = picture }, Cancellation);

        var call = Assert.Single(_api.Calls);
        var attached = ((string)call.Json("media")["thumbnail"]!)["attach://".Length..];
        Assert.Equal((picture.Length, Convert.ToHexString(SHA256.HashData(picture))), (call.Files[attached].Bytes, call.Files[attached].Hash));
        Assert.Equal(2, call.Files.Count);
    }

    [Theory]
    [InlineData("123456:known", "known")]
    [InlineData("known", "known")]
    public async Task A_file_is_shown_by_its_id_without_the_bots_number(string kept, string sent)
    {
        var fileId = await Telegram.ShowVideoAsync(Chat, Message, Video([]) with { FileId = new ChatFileId(kept) }, Cancellation);

        Assert.Equal(sent, (string?)Assert.Single(_api.Calls).Json("media")["media"]);
        Assert.Equal(new ChatFileId("123456:stored-file"), fileId);
    }

    [Fact]
    public async Task A_file_of_another_bot_is_gone_without_a_question()
    {
        await Assert.ThrowsAsync<ChatFileGoneException>(
            () => Telegram.ShowVideoAsync(Chat, Message, Video([]) with { FileId = new ChatFileId("654321:known") }, Cancellation));

        Assert.Empty(_api.Calls);
    }

    [Theory]
    [InlineData(null, 50_000_001, true)]
    [InlineData(null, 50_000_000, false)]
    [InlineData("http://127.0.0.1:9", 50_000_001, false)]
    [InlineData("http://127.0.0.1:9", 2_000_000_001, true)]
    public async Task A_video_larger_than_the_chat_takes_is_not_even_opened(string? ownServer, long bytes, bool tooLarge)
    {
        using var http = new HttpClient(new NobodyThere());
        var chat = new TelegramChat(new TelegramBotClient(new TelegramBotClientOptions(BotApi.Token, ownServer), http), TimeProvider.System);
        var opened = false;
        var video = Video([1]) with
        {
            Bytes = bytes,
            OpenAsync = _ =>
            {
                opened = true;
                return Task.FromResult<Stream>(new MemoryStream([1]));
            },
        };

        var refusal = await Assert.ThrowsAnyAsync<ChatException>(() => chat.ShowVideoAsync(Chat, Message, video, Cancellation));

        Assert.IsType(tooLarge ? typeof(ChatFileTooLargeException) : typeof(ChatUnavailableException), refusal);
        Assert.Equal(!tooLarge, opened);
    }

    [Fact]
    public async Task Showing_the_same_video_again_is_no_error()
    {
        _api.NextError("editMessageMedia", 400, "Bad Request: message is not modified");

        Assert.Equal("123456:known", (await Telegram.ShowVideoAsync(Chat, Message, Video([]) with { FileId = new ChatFileId("known") }, Cancellation))?.Value);
    }

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", typeof(ChatGoneException))]
    [InlineData(403, "Forbidden: bot was kicked from the supergroup chat", typeof(ChatGoneException))]
    [InlineData(400, "Bad Request: chat not found", typeof(ChatGoneException))]
    [InlineData(400, "Bad Request: message thread not found", typeof(ChatGoneException))]
    [InlineData(400, "Bad Request: not enough rights to send videos to the chat", typeof(ChatRightsException))]
    [InlineData(400, "Bad Request: not enough rights to send text messages to the chat", typeof(ChatRightsException))]
    [InlineData(403, "Forbidden: CHAT_WRITE_FORBIDDEN", typeof(ChatRightsException))]
    [InlineData(400, "Bad Request: message to edit not found", typeof(ChatMessageGoneException))]
    [InlineData(400, "Bad Request: message can't be edited", typeof(ChatMessageGoneException))]
    [InlineData(400, "Bad Request: MESSAGE_ID_INVALID", typeof(ChatMessageGoneException))]
    [InlineData(400, "Bad Request: file is too big", typeof(ChatFileTooLargeException))]
    [InlineData(413, "Request Entity Too Large", typeof(ChatFileTooLargeException))]
    [InlineData(400, "Bad Request: wrong file identifier/HTTP URL specified", typeof(ChatFileGoneException))]
    [InlineData(400, "Bad Request: wrong remote file identifier specified: Wrong string length", typeof(ChatFileGoneException))]
    [InlineData(400, "Bad Request: something of tomorrow", typeof(ChatRefusedException))]
    [InlineData(401, "Unauthorized", typeof(ChatUnavailableException))]
    [InlineData(500, "Internal Server Error", typeof(ChatUnavailableException))]
    [InlineData(502, "Bad Gateway", typeof(ChatUnavailableException))]
    public async Task A_refusal_says_what_can_be_done_about_it(int code, string description, Type refusal)
    {
        _api.NextError("editMessageMedia", code, description);

        var thrown = await Assert.ThrowsAnyAsync<ChatException>(() => Telegram.ShowVideoAsync(Chat, Message, Video([1, 2, 3]), Cancellation));

        Assert.IsType(refusal, thrown);
        Assert.Single(_api.Calls);
    }

    [Fact]
    public async Task A_busy_chat_says_how_long_to_wait_and_the_client_does_not_wait_itself()
    {
        _api.NextError("sendMessage", 429, "Too Many Requests: retry after 7", retryAfter: 7);

        var busy = await Assert.ThrowsAsync<ChatBusyException>(() => Telegram.SendAsync(new ChatPlace(Chat), new ChatText("Hello"), Cancellation));

        Assert.Equal(TimeSpan.FromSeconds(7), busy.RetryAfter);
        Assert.Single(_api.Calls);
    }

    [Theory]
    [InlineData(413, "<html>413 Request Entity Too Large</html>", typeof(ChatFileTooLargeException))]
    [InlineData(502, "<html>502 Bad Gateway</html>", typeof(ChatUnavailableException))]
    [InlineData(200, "{\"ok\":true,\"resu", typeof(ChatUnavailableException))]
    public async Task A_proxy_in_between_is_understood_too(int status, string body, Type refusal)
    {
        _api.NextRaw("editMessageMedia", status, body);

        Assert.IsType(refusal, await Assert.ThrowsAnyAsync<ChatException>(() => Telegram.ShowVideoAsync(Chat, Message, Video([1]), Cancellation)));
    }

    [Fact]
    public async Task Nobody_there_is_unavailable_and_the_token_reaches_no_log()
    {
        var telegram = Telegram;
        await telegram.SendAsync(new ChatPlace(Chat), new ChatText("Hello"), Cancellation);
        await _api.DisposeAsync();

        var thrown = await Assert.ThrowsAsync<ChatUnavailableException>(() => telegram.SendAsync(new ChatPlace(Chat), new ChatText("Hello"), Cancellation));

        Assert.DoesNotContain(BotApi.Token, $"{thrown}{_logs.All}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_stops_as_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _api.Next("editMessageMedia", async context => await Task.Delay(Timeout.Infinite, context.RequestAborted));

        var showing = Telegram.ShowVideoAsync(Chat, Message, Video([1]), stop.Token);
        await Eventually.IsTrueAsync(() => _api.Calls.Count > 0, "the upload arrives");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => showing);
    }

    [Fact]
    public async Task A_file_that_can_not_be_opened_is_not_the_chats_fault()
    {
        var video = Video([]) with { OpenAsync = _ => Task.FromException<Stream>(new FileNotFoundException("gone")) };

        await Assert.ThrowsAsync<FileNotFoundException>(() => Telegram.ShowVideoAsync(Chat, Message, video, Cancellation));
    }

    private sealed class NobodyThere : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("Nobody is there");
    }

    private static ChatVideo Video(byte[] bytes) => new()
    {
        FileName = "a \"quoted\" 😀 nämé\n.mp4",
        Caption = "x" + string.Concat(Enumerable.Repeat("😀", 800)),
        Duration = TimeSpan.FromSeconds(61.2),
        Width = 1280,
        Height = 720,
        Bytes = bytes.Length,
        OpenAsync = _ => Task.FromResult<Stream>(new MemoryStream(bytes)),
    };
}
