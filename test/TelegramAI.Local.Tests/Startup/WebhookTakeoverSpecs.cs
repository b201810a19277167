using Telegram.Bot;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.Local.Startup;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Local.Tests.Startup;

public sealed class WebhookTakeoverSpecs : IDisposable
{
    private const string Hook = "http://127.0.0.1:9/hook";

    private readonly StringWriter _screen = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _screen.Dispose();

    [Theory(Timeout = 30_000)]
    [InlineData("y")]
    [InlineData(" Yes ")]
    public async Task A_yes_removes_the_webhook_and_says_what_was_there(string answer)
    {
        await using var server = await ServedElsewhereAsync();

        var found = await Takeover(server, answer).RunAsync(isAgreed: false, Cancel);

        Assert.Contains("127.0.0.1 (1 waiting", found, StringComparison.Ordinal);
        Assert.Contains("Take them over? [y/N]", $"{_screen}", StringComparison.Ordinal);
        Assert.Equal("", (await server.Bot.GetWebhookInfo(Cancel)).Url);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("n", true)]
    [InlineData("", true)]
    [InlineData("y", false)]
    public async Task Anything_else_leaves_the_webhook_and_ends_the_start(string answer, bool canAsk)
    {
        await using var server = await ServedElsewhereAsync();

        var e = await Assert.ThrowsAsync<StartException>(() => Takeover(server, answer, canAsk).RunAsync(isAgreed: false, Cancel));

        Assert.Contains("--take-webhook", e.Message, StringComparison.Ordinal);
        Assert.Equal(Hook, (await server.Bot.GetWebhookInfo(Cancel)).Url);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_is_asked_where_there_is_no_webhook_or_Telegram_is_away()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        Assert.Null(await Takeover(server, "").RunAsync(isAgreed: false, Cancel));
        server.Faults.FailNext("getWebhookInfo", BotApiFault.ServerError);
        Assert.Null(await Takeover(server, "").RunAsync(isAgreed: true, Cancel));

        Assert.Empty($"{_screen}");
    }

    private WebhookTakeover Takeover(LoopbackTelegram server, string answer, bool canAsk = true) =>
        new(server.Bot, new StringReader(answer), _screen, canAsk, TimeProvider.System);

    private static async Task<LoopbackTelegram> ServedElsewhereAsync()
    {
        var server = await LoopbackTelegram.StartAsync(options => options.WebhookRetrySeconds = options.MaxWebhookRetrySeconds = 600);
        await server.Bot.SetWebhook(Hook, cancellationToken: Cancel);
        await server.SayAsync("waits");
        return server;
    }
}
