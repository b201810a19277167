using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Local.BotApi;
using TelegramAI.Local.BotApi.Chats;
using TelegramAI.Local.BotApi.Messages;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>A Bot API server on loopback, with a person in a chat.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    public const string Token = "1000000001:the-bot-of-the-rehearsal-0000000000";

    public static readonly ChatId Chat = new(7);

    private readonly WebApplication _app;

    private ChatServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    private LocalChats People => _app.Services.GetRequiredService<LocalChats>();

    public static async Task<ChatServer> StartAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // The slim builder leaves out the constraints by which the Bot API finds its addresses.
        builder.Services.AddRouting();
        builder.Services.AddBotApi(options => (options.Token, options.DataFolder) = (Token, folder));
        var app = builder.Build();
        app.MapBotApi();
        await app.StartAsync();
        return new ChatServer(app);
    }

    /// <summary>The person asks for a video.</summary>
    /// <returns>The message's id.</returns>
    public async Task<MessageId> AskAsync(string text) =>
        new((await People.SendAsync(Chat, text, cancellationToken: TestContext.Current.CancellationToken))[^1].MessageId);

    /// <summary>The bot's messages in the chat.</summary>
    public async Task<IReadOnlyList<Message>> AnswersAsync()
    {
        var history = await People.ReadAsync(Chat, cancellationToken: TestContext.Current.CancellationToken);
        return [.. history.Messages.Select(change => change.Message).OfType<Message>().Where(message => message.From.IsBot)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
