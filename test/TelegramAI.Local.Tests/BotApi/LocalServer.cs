using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramAI.BotApiServer;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.BotApiServer.Files;
using TelegramAI.Local.Access;
using TelegramAI.Local.ChatPage;
using ChatId = TelegramAI.Core.Chats.ChatId;

namespace TelegramAI.Local.Tests.BotApi;

/// <summary>The server on a loopback port of its own, with its data in a folder that may outlive it.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    public const string Token = "123456:test-token-of-the-local-bot-api-server";

    public static readonly ChatId Chat = new(1);

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private LocalServer(WebApplication app, string folder, bool ownsFolder)
    {
        _app = app;
        Folder = folder;
        _ownsFolder = ownsFolder;
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
        Bot = BotWith(Token);
    }

    public string Folder { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>The real client library; it does not try again by itself, so that failures are seen.</summary>
    public TelegramBotClient Bot { get; }

    public LocalChats People => _app.Services.GetRequiredService<LocalChats>();

    public LocalGroups Groups => _app.Services.GetRequiredService<LocalGroups>();

    public BotApiCounts Counts => _app.Services.GetRequiredService<BotApiCounts>();

    public ChatRetention Retention => _app.Services.GetRequiredService<ChatRetention>();

    public BotApiFaults Faults => _app.Services.GetRequiredService<BotApiFaults>();

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(Folder, "chat-files"), "*", SearchOption.AllDirectories);

    public static async Task<LocalServer> StartAsync(
        Action<BotApiOptions>? configure = null, string? folder = null, ISuggestions? suggestions = null, TimeProvider? time = null)
    {
        var data = folder ?? NewFolder();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "TelegramAI.Local", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.Services
            .AddBotApi(options =>
            {
                options.Token = Token;
                options.DataFolder = data;
                options.WebhookRetryDelay = TimeSpan.FromMilliseconds(100);
                configure?.Invoke(options);
            })
            .AddChatPage();
        if (time is not null)
            builder.Services.AddSingleton(time);

        if (suggestions is not null)
            builder.Services.AddSingleton(suggestions);

        var app = builder.Build();
        app.UseLocalOnly();
        app.UseStaticFiles();
        app.MapBotApi();
        app.MapChatPage();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new LocalServer(app, data, ownsFolder: folder is null);
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("botapi-").FullName;

    public TelegramBotClient BotWith(string token) => new(new TelegramBotClientOptions(token, Address.ToString().TrimEnd('/')) { RetryCount = 0, RetryThreshold = 0 });

    /// <summary>A person says something, so that the chat is there.</summary>
    public async Task<int> SayAsync(string text = "hello", long chat = 1)
    {
        var sent = await People.SendAsync(new ChatId(chat), text, cancellationToken: TestContext.Current.CancellationToken);
        return sent[^1].MessageId;
    }

    /// <summary>A chat with a text of the bot in it.</summary>
    public async Task<Message> BotSaysAsync(string text = "working")
    {
        await SayAsync();
        return await Bot.SendMessage(1, text, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task<TelegramAI.BotApiServer.Messages.Message?> ReadAsync(int messageId)
    {
        var history = await People.ReadAsync(Chat, cancellationToken: TestContext.Current.CancellationToken);
        return history.Messages.SingleOrDefault(change => change.MessageId == messageId)?.Message;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
