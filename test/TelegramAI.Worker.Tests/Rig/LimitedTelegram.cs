using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramAI.BotApiServer;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Faults;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.Core.Chats;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>A Telegram on loopback that holds its bot to the published limits.</summary>
internal sealed class LimitedTelegram : IAsyncDisposable
{
    public const string Token = "123456:a-token-of-a-telegram-on-loopback-0";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private LimitedTelegram(WebApplication app, DirectoryInfo folder) => (_app, _folder) = (app, folder);

    public string Address => _app.Urls.First();

    /// <summary>The people's side.</summary>
    public LocalChats People => _app.Services.GetRequiredService<LocalChats>();

    public BotApiCounts Counts => _app.Services.GetRequiredService<BotApiCounts>();

    public BotApiFaults Faults => _app.Services.GetRequiredService<BotApiFaults>();

    public static async Task<LimitedTelegram> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("telegramai-telegram-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // The slim builder leaves out the constraints by which the Bot API finds its addresses.
        builder.Services.AddRouting();
        builder.Services.AddSingleton(time);
        builder.Services.AddBotApi(options => (options.Token, options.DataFolder, options.TelegramLimits) = (Token, folder.FullName, true));
        var app = builder.Build();
        app.MapBotApi();
        await app.StartAsync(cancellationToken);
        return new LimitedTelegram(app, folder);
    }

    /// <summary>All messages of a chat, the oldest first.</summary>
    public async Task<IReadOnlyList<Message>> ReadAsync(ChatId chat, CancellationToken cancellationToken)
    {
        var history = await People.ReadAsync(chat, limit: 1000, cancellationToken: cancellationToken);
        return [.. history.Messages.Select(change => change.Message).OfType<Message>()];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
