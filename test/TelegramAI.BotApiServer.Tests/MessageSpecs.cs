using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.BotApiServer.Tests;

public class MessageSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bot_learns_who_it_is()
    {
        await using var server = await LoopbackTelegram.StartAsync(options => options.Name = "Fetcher");

        var me = await server.Bot.GetMe(Cancel);

        Assert.True(me.IsBot);
        Assert.Equal(123456, me.Id);
        Assert.Equal("Fetcher", me.FirstName);
    }

    [Fact]
    public async Task A_message_answers_another_and_carries_buttons()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var asked = await server.SayAsync("a question");

        var sent = await server.Bot.SendMessage(
            1,
            "see https://example.org/a.",
            replyParameters: new ReplyParameters { MessageId = asked },
            replyMarkup: new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Cancel", "c:1")),
            cancellationToken: Cancel);

        Assert.Equal("a question", sent.ReplyToMessage!.Text);
        Assert.Equal("https://example.org/a", Assert.Single(sent.EntityValues!));
        Assert.Equal("c:1", sent.ReplyMarkup!.InlineKeyboard.Single().Single().CallbackData);
        Assert.Equal("see https://example.org/a.", (await server.ReadAsync(sent.Id))!.Text);
    }

    [Fact]
    public async Task An_edit_replaces_the_text_and_takes_the_buttons_away()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        var sent = await server.Bot.SendMessage(1, "one", replyMarkup: InlineKeyboardButton.WithCallbackData("x", "y"), cancellationToken: Cancel);

        var edited = await server.Bot.EditMessageText(1, sent.Id, "two", cancellationToken: Cancel);

        Assert.Equal("two", edited.Text);
        Assert.Null(edited.ReplyMarkup);
        Assert.NotNull(edited.EditDate);
    }

    [Fact]
    public async Task Buttons_are_edited_alone()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var sent = await server.BotSaysAsync("text");

        var edited = await server.Bot.EditMessageReplyMarkup(1, sent.Id, InlineKeyboardButton.WithUrl("Open", "https://example.org"), cancellationToken: Cancel);

        Assert.Equal("text", edited.Text);
        Assert.Equal("https://example.org", edited.ReplyMarkup!.InlineKeyboard.Single().Single().Url);
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var sent = await server.BotSaysAsync();

        await server.Bot.DeleteMessage(1, sent.Id, Cancel);

        Assert.Null(await server.ReadAsync(sent.Id));
        await RefusedAsync(400, "Bad Request: message to delete not found", () => server.Bot.DeleteMessage(1, sent.Id, Cancel));
        await RefusedAsync(400, "Bad Request: message to edit not found", () => server.Bot.EditMessageText(1, sent.Id, "again", cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var sent = await server.BotSaysAsync("same");

        await RefusedAsync(400, "Bad Request: message is not modified*", () => server.Bot.EditMessageText(1, sent.Id, "same", cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_persons_message_is_not_the_bots_to_edit()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var said = await server.SayAsync();

        await RefusedAsync(400, "Bad Request: message can't be edited", () => server.Bot.EditMessageText(1, said, "mine", cancellationToken: Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_silent_message_notifies_nobody_and_neither_does_an_edit()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var silent = await server.BotSaysAsync("loud");
        await server.Bot.DeleteMessage(1, silent.Id, Cancel);
        var shown = await server.Bot.SendMessage(1, "quiet", disableNotification: true, cancellationToken: Cancel);
        await server.Bot.EditMessageText(1, shown.Id, "still quiet", cancellationToken: Cancel);

        Assert.Equal([silent.Id], (await server.People.NotificationsAsync(LoopbackTelegram.Chat, Cancel)).Select(id => id.Value));
        Assert.False((await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages[^1].Notifies);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_bot_deletes_a_persons_message_in_their_own_chat_but_nothing_after_two_days()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await LoopbackTelegram.StartAsync(time: time);
        var said = await server.SayAsync();
        var old = await server.BotSaysAsync();
        await server.Bot.DeleteMessage(1, said, Cancel);
        time.Advance(TimeSpan.FromHours(49));

        await RefusedAsync(400, "Bad Request: message can't be deleted for everyone", () => server.Bot.DeleteMessage(1, old.Id, Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task Several_messages_are_deleted_at_once_and_those_that_are_gone_do_not_matter()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var first = await server.BotSaysAsync();
        var second = await server.BotSaysAsync();

        await server.Bot.DeleteMessages(1, [first.Id, 999_999_999, second.Id], Cancel);

        Assert.Null(await server.ReadAsync(first.Id));
        Assert.Null(await server.ReadAsync(second.Id));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_caption_is_edited_alone_and_a_text_has_none()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var text = await server.BotSaysAsync();
        var video = await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[10])), caption: "one", cancellationToken: Cancel);

        var edited = await server.Bot.EditMessageCaption(1, video.Id, "two", cancellationToken: Cancel);

        Assert.Equal(("two", video.Video!.FileId), (edited.Caption, edited.Video!.FileId));
        await RefusedAsync(400, "Bad Request: message is not modified*", () => server.Bot.EditMessageCaption(1, video.Id, "two", cancellationToken: Cancel));
        await RefusedAsync(
            400,
            "Bad Request: there is no caption in the message to edit",
            () => server.Bot.EditMessageCaption(1, text.Id, "two", cancellationToken: Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_reaction_is_one_of_those_that_Telegram_has()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var said = await server.SayAsync();

        await server.Bot.SetMessageReaction(1, said, ["👀"], cancellationToken: Cancel);

        Assert.Equal("👀", (await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages[^1].Reaction);
        await RefusedAsync(400, "Bad Request: REACTION_INVALID", () => server.Bot.SetMessageReaction(1, said, ["⏳"], cancellationToken: Cancel));
        await RefusedAsync(400, "Bad Request: message to react not found", () => server.Bot.SetMessageReaction(1, 999_999_999, ["👀"], cancellationToken: Cancel));
        await server.Bot.SetMessageReaction(1, said, [], cancellationToken: Cancel);
        Assert.Null((await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages[^1].Reaction);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_message_that_is_answered_comes_along_as_it_is_now()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var offered = await server.BotSaysAsync("an offer");
        var answer = await server.Bot.SendMessage(
            1,
            "x",
            replyParameters: new ReplyParameters { MessageId = offered.Id },
            replyMarkup: InlineKeyboardButton.WithCallbackData("Press", "p"),
            cancellationToken: Cancel);
        await server.Bot.EditMessageReplyMarkup(1, offered.Id, InlineKeyboardButton.WithCallbackData("Cancel", "c"), cancellationToken: Cancel);
        await server.People.PressAsync(LoopbackTelegram.Chat, new(answer.Id), "p", cancellationToken: Cancel);
        await server.Bot.DeleteMessage(1, offered.Id, Cancel);
        await server.People.PressAsync(LoopbackTelegram.Chat, new(answer.Id), "p", cancellationToken: Cancel);

        var presses = (await server.Bot.GetUpdates(cancellationToken: Cancel)).Select(update => update.CallbackQuery).OfType<CallbackQuery>().ToList();

        Assert.Equal("c", presses[0].Message!.ReplyToMessage!.ReplyMarkup!.InlineKeyboard.Single().Single().CallbackData);
        Assert.Null(presses[1].Message!.ReplyToMessage);
    }

    [Theory]
    [InlineData("", "Bad Request: message text is empty")]
    [InlineData(" \n ", "Bad Request: message text is empty")]
    public async Task An_empty_text_is_refused(string text, string error)
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await RefusedAsync(400, error, () => server.Bot.SendMessage(1, text, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_text_has_at_most_4096_characters()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        Assert.Equal(4096, (await server.Bot.SendMessage(1, new string('x', 4096), cancellationToken: Cancel)).Text!.Length);
        await RefusedAsync(400, "Bad Request: message is too long", () => server.Bot.SendMessage(1, new string('x', 4097), cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_buttons_data_has_at_most_64_bytes()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await server.Bot.SendMessage(1, "fits", replyMarkup: InlineKeyboardButton.WithCallbackData("b", new string('é', 32)), cancellationToken: Cancel);
        await RefusedAsync(
            400,
            "Bad Request: BUTTON_DATA_INVALID",
            () => server.Bot.SendMessage(1, "does not", replyMarkup: InlineKeyboardButton.WithCallbackData("b", new string('é', 33)), cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_chat_that_nobody_opened_is_not_found()
    {
        await using var server = await LoopbackTelegram.StartAsync();

        await RefusedAsync(400, "Bad Request: chat not found", () => server.Bot.SendMessage(77, "hello?", cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_answer_to_nothing_is_refused_unless_it_may_stand_alone()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await RefusedAsync(
            400,
            "Bad Request: message to be replied not found",
            () => server.Bot.SendMessage(1, "x", replyParameters: new ReplyParameters { MessageId = 999_999_999 }, cancellationToken: Cancel));
        var alone = await server.Bot.SendMessage(
            1,
            "x",
            replyParameters: new ReplyParameters { MessageId = 999_999_999, AllowSendingWithoutReply = true },
            cancellationToken: Cancel);
        Assert.Null(alone.ReplyToMessage);
    }

    [Fact]
    public async Task A_blocked_bot_is_told_so_until_it_is_let_in_again()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var sent = await server.BotSaysAsync();
        await server.People.SetBlockedAsync(LoopbackTelegram.Chat, true, Cancel);

        await RefusedAsync(403, "Forbidden: bot was blocked by the user", () => server.Bot.SendMessage(1, "x", cancellationToken: Cancel));
        await RefusedAsync(403, "Forbidden: bot was blocked by the user", () => server.Bot.EditMessageText(1, sent.Id, "x", cancellationToken: Cancel));

        await server.People.SetBlockedAsync(LoopbackTelegram.Chat, false, Cancel);
        await server.Bot.SendMessage(1, "x", cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_wrong_token_and_an_unknown_method_are_refused()
    {
        await using var server = await LoopbackTelegram.StartAsync();

        await RefusedAsync(401, "Unauthorized", () => server.BotWith("123456:another-token-than-the-one-of-the-bot").GetMe(Cancel));
        await RefusedAsync(404, "Not Found: method not found", () => server.Bot.SendDice(1, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_chat_that_gets_too_much_asks_to_wait_and_another_does_not()
    {
        await using var server = await LoopbackTelegram.StartAsync(options => (options.Burst, options.MessagesPerSecond) = (2, 0.05));
        await server.SayAsync();
        await server.SayAsync(chat: 2);
        await server.Bot.SendMessage(1, "1", cancellationToken: Cancel);
        await server.Bot.SendMessage(1, "2", cancellationToken: Cancel);

        var refused = await RefusedAsync(429, "Too Many Requests: retry after *", () => server.Bot.SendMessage(1, "3", cancellationToken: Cancel));

        Assert.InRange(refused.Parameters!.RetryAfter!.Value, 10, 20);
        await server.Bot.SendMessage(2, "other chat", cancellationToken: Cancel);
    }

    [Fact]
    public async Task An_action_is_one_that_Telegram_knows()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await server.Bot.SendChatAction(1, ChatAction.UploadVideo, cancellationToken: Cancel);
        using var refused = await server.Http.GetAsync(new Uri($"/bot{LoopbackTelegram.Token}/sendChatAction?chat_id=1&action=dancing", UriKind.Relative), Cancel);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Commands_and_description_are_kept()
    {
        await using var server = await LoopbackTelegram.StartAsync();

        await server.Bot.SetMyCommands([new BotCommand { Command = "start", Description = "Begin" }], cancellationToken: Cancel);
        await server.Bot.SetMyDescription("Sends videos.", cancellationToken: Cancel);

        Assert.Equal("Begin", Assert.Single(await server.Bot.GetMyCommands(cancellationToken: Cancel)).Description);
        Assert.Equal("Sends videos.", (await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Bot.Description);
        await RefusedAsync(
            400,
            "Bad Request: BOT_COMMAND_INVALID",
            () => server.Bot.SetMyCommands([new BotCommand { Command = "Not One", Description = "x" }], cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_form_and_a_query_are_understood_too()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["chat_id"] = "1", ["text"] = "by form" });
        using var posted = await server.Http.PostAsync(new Uri($"/bot{LoopbackTelegram.Token}/sendMessage", UriKind.Relative), form, Cancel);
        var answer = await server.Http.GetStringAsync(new Uri($"/bot{LoopbackTelegram.Token}/SENDMESSAGE?chat_id=1&text=by+query", UriKind.Relative), Cancel);

        Assert.Contains("\"text\":\"by form\"", await posted.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("\"text\":\"by query\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"chat_id\":{},\"text\":[1]}")]
    [InlineData("{\"chat_id\":1,\"text\":\"x\",\"reply_markup\":\"nonsense\"}")]
    [InlineData("{\"chat_id\":1,\"chat_id\":2,\"text\":\"x\"}")]
    public async Task Nonsense_is_a_bad_request(string body)
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(new Uri($"/bot{LoopbackTelegram.Token}/sendMessage", UriKind.Relative), content, Cancel);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("\"ok\":false", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    internal static async Task<ApiRequestException> RefusedAsync(int code, string description, Func<Task> call)
    {
        var e = await Assert.ThrowsAnyAsync<ApiRequestException>(call);
        Assert.Equal(code, e.ErrorCode);
        if (description.EndsWith('*'))
            Assert.StartsWith(description.TrimEnd('*'), e.Message, StringComparison.Ordinal);
        else
            Assert.Equal(description, e.Message);

        return e;
    }
}
