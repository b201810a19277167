using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using TelegramAI.BotApiServer;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.BotApiServer.Files;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.Core.Chats;
using BotMessage = Telegram.Bot.Types.Message;

namespace TelegramAI.Testing.Telegram;

/// <summary>A Telegram on a loopback port of its own, with its chats in a folder that may outlive it.</summary>
public sealed class LoopbackTelegram : IAsyncDisposable
{
    public const string Token = "123456:a-token-of-a-telegram-on-loopback-0";

    /// <summary>The chat that the short methods are about.</summary>
    public static readonly ChatId Chat = new(1);

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private LoopbackTelegram(WebApplication app, string folder, bool ownsFolder)
    {
        (_app, Folder, _ownsFolder) = (app, folder, ownsFolder);
        Address = app.Urls.First();
        Http = new HttpClient { BaseAddress = new Uri(Address) };
        Bot = BotWith(Token);
    }

    public string Folder { get; }

    public string Address { get; }

    public HttpClient Http { get; }

    /// <summary>The real client library; it does not try again by itself, so that failures are seen.</summary>
    public TelegramBotClient Bot { get; }

    /// <summary>The people's side.</summary>
    public LocalChats People => _app.Services.GetRequiredService<LocalChats>();

    public LocalGroups Groups => _app.Services.GetRequiredService<LocalGroups>();

    /// <summary>How often the bot called what.</summary>
    public BotApiCounts Counts => _app.Services.GetRequiredService<BotApiCounts>();

    public BotApiFaults Faults => _app.Services.GetRequiredService<BotApiFaults>();

    public ChatRetention Retention => _app.Services.GetRequiredService<ChatRetention>();

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(Folder, "chat-files"), "*", SearchOption.AllDirectories);

    /// <param name="configure">Its options.</param>
    /// <param name="folder">Where its chats are; one of its own, which goes with it, where there is none.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="build">What else its process has.</param>
    /// <param name="map">What else it serves.</param>
    public static async Task<LoopbackTelegram> StartAsync(
        Action<BotApiOptions>? configure = null,
        string? folder = null,
        TimeProvider? time = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? map = null)
    {
        var data = folder ?? NewFolder();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ApplicationName = typeof(LoopbackTelegram).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddBotApi(options =>
        {
            (options.Token, options.DataFolder, options.WebhookRetrySeconds) = (Token, data, 0.1);
            configure?.Invoke(options);
        });
        if (time is not null)
            builder.Services.AddSingleton(time);

        build?.Invoke(builder);
        var app = builder.Build();
        map?.Invoke(app);
        app.MapBotApi();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new LoopbackTelegram(app, data, ownsFolder: folder is null);
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("telegramai-telegram-").FullName;

    public TelegramBotClient BotWith(string token) =>
        new(new TelegramBotClientOptions(token, Address) { RetryCount = 0, RetryThreshold = 0 });

    /// <summary>A person says something, so that the chat is there.</summary>
    public async Task<int> SayAsync(string text = "hello", long chat = 1)
    {
        var sent = await People.SendAsync(new ChatId(chat), text, cancellationToken: TestContext.Current.CancellationToken);
        return sent[^1].MessageId;
    }

    /// <summary>A chat with a text of the bot in it.</summary>
    public async Task<BotMessage> BotSaysAsync(string text = "working")
    {
        await SayAsync();
        return await Bot.SendMessage(1, text, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task<Message?> ReadAsync(int messageId)
    {
        var history = await People.ReadAsync(Chat, cancellationToken: TestContext.Current.CancellationToken);
        return history.Messages.SingleOrDefault(change => change.MessageId == messageId)?.Message;
    }

    /// <summary>All messages of a chat, the oldest first.</summary>
    public async Task<IReadOnlyList<Message>> ReadAsync(ChatId chat, CancellationToken cancellationToken = default)
    {
        var history = await People.ReadAsync(chat, limit: 1000, cancellationToken: cancellationToken);
        return [.. history.Messages.Select(change => change.Message).OfType<Message>()];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
