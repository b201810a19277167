using Telegram.Bot;
using TelegramAI.Chat.Registration;
using TelegramAI.Core.Chats;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Chat.Tests.Registration;

public sealed class BotRegistrationSpecs : IAsyncLifetime
{
    private static readonly Uri Webhook = new("https://abc.lambda-url.eu-west-1.on.aws/");
    private readonly HttpClient _http = new();
    private BotApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await BotApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Telegram_learns_where_updates_go_and_how_it_proves_itself()
    {
        await Registration().RegisterAsync(Webhook, "s3cret", 40, Cancellation);

        var call = Assert.Single(_api.CallsOf("setWebhook"));
        Assert.Equal("https://abc.lambda-url.eu-west-1.on.aws/?bot=video_bot", call.Fields["url"]);
        Assert.Equal("s3cret", call.Fields["secret_token"]);
        Assert.Equal("40", call.Fields["max_connections"]);
        Assert.Equal("""["message","callback_query"]""", call.Fields["allowed_updates"]);
    }

    [Theory]
    [InlineData("https://example.org/hook", "bot=video_bot")]
    [InlineData("https://example.org/hook?a=b", "a=b&bot=video_bot")]
    public void The_address_tells_whoever_receives_an_update_which_bot_it_is_for(string webhook, string query)
    {
        var address = WebhookAddress.Of(new Uri(webhook), "video_bot");

        Assert.Equal($"?{query}", address.Query);
        Assert.Equal("video_bot", WebhookAddress.BotOf(address.Query));
        Assert.Equal("video_bot", WebhookAddress.BotOf(query));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bot=")]
    [InlineData("robot=x")]
    public void An_address_without_a_bot_names_none(string? query) => Assert.Null(WebhookAddress.BotOf(query));

    [Fact]
    public async Task Its_readers_learn_what_the_bot_can_do()
    {
        await Registration().RegisterAsync(Webhook, "s3cret", 40, Cancellation);

        var commands = Assert.Single(_api.CallsOf("setMyCommands")).Json("commands").AsArray();
        Assert.Equal(["download", "status", "help"], commands.Select(command => (string)command!["command"]!));
        Assert.NotEmpty(Assert.Single(_api.CallsOf("setMyDescription")).Fields["description"]);
        Assert.InRange(Assert.Single(_api.CallsOf("setMyShortDescription")).Fields["short_description"].Length, 1, 120);
    }

    [Fact]
    public async Task Removing_the_webhook_leaves_the_updates_that_wait()
    {
        await Registration().RegisterAsync(Webhook, "s3cret", 40, Cancellation);

        Assert.True(await Registration().UnregisterAsync(Webhook, Cancellation));

        var call = Assert.Single(_api.CallsOf("deleteWebhook"));
        Assert.NotEqual("true", call.Fields.GetValueOrDefault("drop_pending_updates"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://other.lambda-url.eu-west-1.on.aws/")]
    public async Task Only_the_own_webhook_is_removed(string current)
    {
        _api.WebhookUrl = current;

        Assert.False(await Registration().UnregisterAsync(Webhook, Cancellation));

        Assert.Empty(_api.CallsOf("deleteWebhook"));
        Assert.Equal(current, _api.WebhookUrl);
    }

    [Fact]
    public async Task What_Telegram_knows_of_the_webhook_is_read()
    {
        _api.WebhookUrl = Webhook.AbsoluteUri;
        _api.WebhookPending = 3;
        _api.WebhookError = (DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), "Connection timed out");

        Assert.Equal(
            new WebhookState(Webhook, 3, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), "Connection timed out"),
            await Registration().ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_token_that_Telegram_does_not_know_is_said_so() =>
        await Assert.ThrowsAsync<TelegramTokenRefusedException>(
            () => Registration("1:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC").RegisterAsync(Webhook, "s3cret", 40, Cancellation));

    [Fact]
    public async Task An_address_that_Telegram_does_not_take_is_a_refusal_with_its_words()
    {
        _api.NextError("setWebhook", 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");

        var refused = await Assert.ThrowsAsync<ChatRefusedException>(() => Registration().RegisterAsync(Webhook, "s3cret", 40, Cancellation));

        Assert.Contains("HTTPS URL", refused.Message, StringComparison.Ordinal);
    }

    private BotRegistration Registration(string token = BotApi.Token) =>
        new(new TelegramBotClient(new TelegramBotClientOptions(token, _api.Address) { RetryCount = 1 }, _http));
}
