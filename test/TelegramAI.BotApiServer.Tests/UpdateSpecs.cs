using System.Diagnostics;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;
using TelegramAI.Core.Chats;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.BotApiServer.Tests;

public class UpdateSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_persons_message_reaches_the_bot_with_its_links_and_commands()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var id = await server.SayAsync("/get this: youtu.be/abcdefghijk, and (https://example.org/a_(b)).", chat: 42);

        var update = Assert.Single(await server.Bot.GetUpdates(cancellationToken: Cancel));

        Assert.Equal(UpdateType.Message, update.Type);
        Assert.Equal(id, update.Message!.Id);
        Assert.Equal(42, update.Message.Chat.Id);
        Assert.Equal(42, update.Message.From!.Id);
        Assert.Equal([MessageEntityType.BotCommand, MessageEntityType.Url, MessageEntityType.Url], update.Message.Entities!.Select(entity => entity.Type));
        Assert.Equal(["/get", "youtu.be/abcdefghijk", "https://example.org/a_(b)"], update.Message.EntityValues!, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Updates_come_again_until_an_offset_confirms_them()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync("one");
        await server.SayAsync("two");
        await server.SayAsync("three");

        var first = await server.Bot.GetUpdates(limit: 2, cancellationToken: Cancel);
        var again = await server.Bot.GetUpdates(cancellationToken: Cancel);
        var rest = await server.Bot.GetUpdates(offset: first[^1].Id + 1, cancellationToken: Cancel);

        Assert.Equal(["one", "two"], first.Select(update => update.Message!.Text!), StringComparer.Ordinal);
        Assert.Equal(["one", "two", "three"], again.Select(update => update.Message!.Text!), StringComparer.Ordinal);
        Assert.Equal(["three"], rest.Select(update => update.Message!.Text!), StringComparer.Ordinal);
        Assert.Equal(["three"], (await server.Bot.GetUpdates(cancellationToken: Cancel)).Select(update => update.Message!.Text!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_negative_offset_forgets_all_but_the_last()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync("one");
        await server.SayAsync("two");

        Assert.Equal("two", Assert.Single(await server.Bot.GetUpdates(offset: -1, cancellationToken: Cancel)).Message!.Text);
        Assert.Single(await server.Bot.GetUpdates(cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_long_poll_wakes_at_once()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var clock = Stopwatch.StartNew();
        var polling = server.Bot.GetUpdates(timeout: 40, cancellationToken: Cancel);
        await Task.Delay(300, Cancel);
        Assert.False(polling.IsCompleted);

        await server.SayAsync("wake");

        Assert.Equal("wake", Assert.Single(await polling).Message!.Text);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}");
    }

    [Fact]
    public async Task A_long_poll_ends_empty_after_its_timeout()
    {
        await using var server = await LoopbackTelegram.StartAsync();

        Assert.Empty(await server.Bot.GetUpdates(timeout: 1, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_second_poll_ends_the_first()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var first = server.Bot.GetUpdates(timeout: 40, cancellationToken: Cancel);
        await Task.Delay(300, Cancel);
        var second = server.Bot.GetUpdates(timeout: 1, cancellationToken: Cancel);

        await MessageSpecs.RefusedAsync(409, "Conflict: terminated by other getUpdates request*", () => first);
        Assert.Empty(await second);
    }

    [Fact]
    public async Task Kinds_that_the_bot_does_not_want_are_not_kept()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.Bot.GetUpdates(allowedUpdates: [UpdateType.CallbackQuery], cancellationToken: Cancel);
        await server.SayAsync("unwanted");

        Assert.Empty(await server.Bot.GetUpdates(cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_pressed_button_asks_the_bot_which_answers_once()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        var sent = await server.Bot.SendMessage(1, "stop?", replyMarkup: InlineKeyboardButton.WithCallbackData("Cancel", "c:1"), cancellationToken: Cancel);

        Assert.Null(await server.People.PressAsync(LoopbackTelegram.Chat, new MessageId(sent.Id), "forged", cancellationToken: Cancel));
        var query = await server.People.PressAsync(LoopbackTelegram.Chat, new MessageId(sent.Id), "c:1", cancellationToken: Cancel);
        var update = (await server.Bot.GetUpdates(cancellationToken: Cancel))[^1];

        Assert.Equal(query, update.CallbackQuery!.Id);
        Assert.Equal("c:1", update.CallbackQuery.Data);
        Assert.Equal(sent.Id, update.CallbackQuery.Message!.Id);
        await server.Bot.AnswerCallbackQuery(update.CallbackQuery.Id, "stopping", cancellationToken: Cancel);
        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            () => server.Bot.AnswerCallbackQuery(update.CallbackQuery.Id, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_block_is_told_and_a_blocked_bot_hears_nothing()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.People.SetBlockedAsync(LoopbackTelegram.Chat, true, Cancel);
        await server.SayAsync("unheard");

        var update = Assert.Single(await server.Bot.GetUpdates(cancellationToken: Cancel));

        Assert.Equal(ChatMemberStatus.Kicked, update.MyChatMember!.NewChatMember.Status);
    }

    [Fact]
    public async Task A_message_counts_as_seen_once_the_bot_has_confirmed_it()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        var update = Assert.Single(await server.Bot.GetUpdates(cancellationToken: Cancel));
        Assert.False((await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages.Single().Seen);

        await server.Bot.GetUpdates(offset: update.Id + 1, cancellationToken: Cancel);

        Assert.True((await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages.Single().Seen);
    }

    [Fact]
    public async Task A_long_text_becomes_several_messages_and_no_character_is_cut()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync(string.Concat(Enumerable.Repeat("😀", 5000)));

        var updates = await server.Bot.GetUpdates(cancellationToken: Cancel);

        Assert.Equal(3, updates.Length);
        Assert.All(updates, update => Assert.InRange(update.Message!.Text!.Length, 1, 4096));
        Assert.Equal(5000, updates.Sum(update => update.Message!.Text!.EnumerateRunes().Count(rune => rune.Value == 0x1F600)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Polls_that_cross_are_refused_as_Telegram_does_and_never_fail()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var polls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(PollAsync)));

        Assert.Equal([409], polls.SelectMany(refusals => refusals).Distinct());

        async Task<List<int>> PollAsync()
        {
            var refusals = new List<int>();
            for (var i = 0; i < 100; i++)
            {
                try
                {
                    await server.Bot.GetUpdates(timeout: i % 2, cancellationToken: Cancel);
                }
                catch (ApiRequestException e)
                {
                    refusals.Add(e.ErrorCode);
                }
            }

            return refusals;
        }
    }
}
