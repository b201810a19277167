using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramAI.Core.Chats;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Chat.Tests.Messages;

public sealed class RenewingChatSpecs : IAsyncLifetime
{
    private const string OldToken = "654321:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private readonly KeptSecrets _secrets = new();
    private BotApi _api = null!;
    private IHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await BotApi.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["Telegram:SecretId"] = "bot";
        builder.Configuration["Telegram:BaseUrl"] = _api.Address;
        builder.Services.AddSingleton<IBotSecrets>(_secrets);
        builder.Services.AddTelegramChatOfSecret(builder.Configuration);
        _host = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_was_changed_is_read_again_and_the_message_arrives()
    {
        (_secrets.Known, _secrets.Stored) = (OldToken, BotApi.Token);

        await SayAsync("after the change");
        await SayAsync("and once more");

        Assert.Equal(1, _secrets.Reads);
        Assert.Equal(["after the change", "after the change", "and once more"], _api.CallsOf("sendMessage").Select(call => call.Fields["text"]));
    }

    [Fact]
    public async Task A_token_that_is_wrong_and_stays_so_is_tried_once_a_call()
    {
        (_secrets.Known, _secrets.Stored) = (OldToken, OldToken);

        await Assert.ThrowsAsync<ChatUnavailableException>(() => SayAsync("never"));

        Assert.Single(_api.Calls);
    }

    [Fact]
    public void Nothing_of_a_secret_is_ever_printed() => Assert.Equal("BotSecret", $"{new BotSecret(OldToken, "webhook")}");

    private Task<MessageId> SayAsync(string text) =>
        _host.Services.GetRequiredService<IChat>().SendAsync(new ChatPlace(new ChatId(7)), new ChatText(text), Cancellation);

    private sealed class KeptSecrets : IBotSecrets
    {
        public string Known { get; set; } = "";

        public string Stored { get; set; } = "";

        public int Reads { get; private set; }

        public ValueTask<BotSecret> GetAsync(CancellationToken cancellationToken = default) => new(new BotSecret(Known, "webhook"));

        public ValueTask<BotSecret> RefreshAsync(BotSecret refused, CancellationToken cancellationToken = default)
        {
            Reads++;
            Known = Stored;
            return GetAsync(cancellationToken);
        }
    }
}
