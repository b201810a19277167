using Telegram.Bot;
using TelegramAI.Testing.Files;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>The program serves a Telegram that is not its own.</summary>
public sealed class TelegramSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_becomes_a_video_through_another_server()
    {
        await using var telegram = await LoopbackTelegram.StartAsync();
        await using var bot = await LocalProcess.StartAsync(
            _folder.Path, ["--token", LoopbackTelegram.Token, "--telegram-url", $"{telegram.Address}", "--allow", "1"]);

        await telegram.SayAsync("https://youtu.be/many-000001");
        var video = await VideoAsync(telegram);

        Assert.StartsWith("One of many, number 1", video.Caption, StringComparison.Ordinal);
        Assert.DoesNotContain(LoopbackTelegram.Token, bot.Printed, StringComparison.Ordinal);
        Assert.Equal(0, await bot.InterruptAsync());
        await LeftBehind.AssertNothingAsync(_folder.Path);
        var log = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder["logs"])), TestContext.Current.CancellationToken);
        Assert.Contains("is delivered", log, StringComparison.Ordinal);
        Assert.DoesNotContain(LoopbackTelegram.Token, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_not_allowed_gets_no_job()
    {
        await using var telegram = await LoopbackTelegram.StartAsync();
        await using var bot = await LocalProcess.StartAsync(
            _folder.Path, ["--token", LoopbackTelegram.Token, "--telegram-url", $"{telegram.Address}", "--allow", "2"]);

        await telegram.SayAsync("https://youtu.be/many-000001", chat: 1);
        await telegram.SayAsync("https://youtu.be/many-000002", chat: 2);
        var video = await VideoAsync(telegram, chat: 2);

        Assert.StartsWith("One of many, number 2", video.Caption, StringComparison.Ordinal);
        Assert.Equal(0, await bot.InterruptAsync());
        Assert.Single(await LeftBehind.JobsAsync(_folder.Path));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_live_webhook_stays_where_nobody_can_be_asked_and_goes_where_that_was_said()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var telegram = await LoopbackTelegram.StartAsync();
        await telegram.Bot.SetWebhook("https://elsewhere.example/secret-path", cancellationToken: cancel);
        string[] arguments = ["--token", LoopbackTelegram.Token, "--telegram-url", $"{telegram.Address}", "--allow", "1"];

        var end = await LocalProgram.RunAsync(["--data", _folder.Path, "--youtube", "demo", .. arguments]);

        Assert.NotEqual(0, end.ExitCode);
        Assert.Contains("elsewhere.example", end.Error, StringComparison.Ordinal);
        Assert.Contains("--take-webhook", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", end.Error, StringComparison.Ordinal);
        Assert.Equal("https://elsewhere.example/secret-path", (await telegram.Bot.GetWebhookInfo(cancel)).Url);

        await using var bot = await LocalProcess.StartAsync(_folder.Path, [.. arguments, "--take-webhook"]);

        Assert.Equal("", (await telegram.Bot.GetWebhookInfo(cancel)).Url);
        Assert.Equal(0, await bot.InterruptAsync());
        Assert.Contains("taken over from a webhook at elsewhere.example", bot.Printed, StringComparison.Ordinal);
    }

    private static async Task<TelegramAI.BotApiServer.Messages.Message> VideoAsync(LoopbackTelegram telegram, long chat = 1)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var history = await telegram.People.ReadAsync(new TelegramAI.Core.Chats.ChatId(chat), cancellationToken: patience.Token);
            if (history.Messages.FirstOrDefault(change => change.Message?.Video is not null)?.Message is { } video)
                return video;

            await Task.Delay(100, patience.Token);
        }
    }
}
