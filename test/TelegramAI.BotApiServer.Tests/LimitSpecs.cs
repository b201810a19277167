using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using TelegramAI.Testing.Telegram;
using ChatId = TelegramAI.Core.Chats.ChatId;

namespace TelegramAI.BotApiServer.Tests;

public class LimitSpecs
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_chat_takes_a_short_burst_and_then_one_a_second_edits_included()
    {
        await using var server = await StartAsync(chats: 2);
        var sent = await server.Bot.SendMessage(1, "1", cancellationToken: Cancel);
        await server.Bot.EditMessageText(1, sent.Id, "2", cancellationToken: Cancel);
        await server.Bot.EditMessageText(1, sent.Id, "3", cancellationToken: Cancel);

        await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 1", () => server.Bot.EditMessageText(1, sent.Id, "4", cancellationToken: Cancel));
        await server.Bot.SendMessage(2, "another chat", cancellationToken: Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));

        await server.Bot.EditMessageText(1, sent.Id, "4", cancellationToken: Cancel);
        await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 1", () => server.Bot.SendMessage(1, "5", cancellationToken: Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_group_takes_twenty_in_a_minute()
    {
        await using var server = await StartAsync(chats: 0);
        await server.SayAsync(chat: -5);
        for (var i = 0; i < 20; i++)
        {
            await server.Bot.SendMessage(-5, $"{i}", cancellationToken: Cancel);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 40", () => server.Bot.SendMessage(-5, "x", cancellationToken: Cancel));
        _time.Advance(TimeSpan.FromSeconds(40));

        await server.Bot.SendMessage(-5, "x", cancellationToken: Cancel);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_bot_sends_thirty_in_a_second_in_all()
    {
        await using var server = await StartAsync(chats: 31);
        for (var chat = 1; chat <= 30; chat++)
            await server.Bot.SendMessage(chat, "x", cancellationToken: Cancel);

        await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 1", () => server.Bot.SendMessage(31, "x", cancellationToken: Cancel));
        await server.Bot.DeleteMessage(1, (await server.People.ReadAsync(new ChatId(1), cancellationToken: Cancel)).Messages[^1].MessageId, Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));

        await server.Bot.SendMessage(31, "x", cancellationToken: Cancel);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chats_flood_wait_counts_down_and_spares_the_others()
    {
        await using var server = await StartAsync(chats: 2);
        server.Faults.FloodChat(new ChatId(1), TimeSpan.FromMinutes(50));

        var refused = await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 3000", () => server.Bot.SendMessage(1, "x", cancellationToken: Cancel));
        await server.Bot.SendMessage(2, "x", cancellationToken: Cancel);
        _time.Advance(TimeSpan.FromMinutes(49));
        await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 60", () => server.Bot.SendMessage(1, "x", cancellationToken: Cancel));
        _time.Advance(TimeSpan.FromMinutes(1));
        await server.Bot.SendMessage(1, "x", cancellationToken: Cancel);

        Assert.Equal(3000, refused.Parameters!.RetryAfter);
        Assert.Equal(2, server.Counts.Refused(429));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_share_of_the_answers_is_lost_after_the_work_was_done()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        server.Faults.LoseAnswers(0.5, seed: 7);
        var lost = 0;
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await server.Bot.SendMessage(1, $"{i}", cancellationToken: Cancel);
            }
            catch (RequestException)
            {
                lost++;
            }
        }

        Assert.InRange(lost, 4, 16);
        Assert.Equal(21, (await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Calls_are_counted_by_method_and_by_refusal()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var sent = await server.BotSaysAsync("same");
        await server.Bot.DeleteMessage(1, sent.Id, Cancel);
        await MessageSpecs.RefusedAsync(400, "Bad Request*", () => server.Bot.DeleteMessage(1, sent.Id, Cancel));

        Assert.Equal(1, server.Counts.ByMethod["sendMessage"]);
        Assert.Equal(2, server.Counts.ByMethod["deleteMessage"]);
        Assert.Equal(1, server.Counts.Refused(400));
    }

    private async Task<LoopbackTelegram> StartAsync(int chats)
    {
        var server = await LoopbackTelegram.StartAsync(options => options.TelegramLimits = true, time: _time);
        for (var chat = 1; chat <= chats; chat++)
            await server.SayAsync(chat: chat);

        return server;
    }
}
