using Telegram.Bot;
using Telegram.Bot.Exceptions;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.BotApiServer.Tests;

public class FaultSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_calls_of_a_method_fail_and_then_no_more()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        server.Faults.FailNext("sendMessage", BotApiFault.TooManyRequests, calls: 2, retryAfter: 7);

        var first = await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 7", () => server.Bot.SendMessage(1, "a", cancellationToken: Cancel));
        await MessageSpecs.RefusedAsync(429, "Too Many Requests: retry after 7", () => server.Bot.SendMessage(1, "b", cancellationToken: Cancel));
        await server.Bot.SendMessage(1, "c", cancellationToken: Cancel);

        Assert.Equal(7, first.Parameters!.RetryAfter);
        Assert.Equal(2, (await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages.Count);
    }

    [Fact]
    public async Task A_failing_method_leaves_the_others_alone()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        server.Faults.FailNext("sendMessage", BotApiFault.ServerError);

        await server.Bot.GetMe(Cancel);
        await MessageSpecs.RefusedAsync(500, "Internal Server Error: planned", () => server.Bot.SendMessage(1, "a", cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_caller_gives_up()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        server.Faults.FailNext("getMe", BotApiFault.Hang);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Bot.GetMe(patience.Token));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_message_sent()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        server.Faults.FailNext("sendMessage", BotApiFault.LostAnswer);

        await Assert.ThrowsAnyAsync<RequestException>(() => server.Bot.SendMessage(1, "said", cancellationToken: Cancel));

        var history = await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel);
        Assert.Equal("said", history.Messages[^1].Message!.Text);
    }
}
