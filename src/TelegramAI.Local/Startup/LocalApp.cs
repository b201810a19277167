using System.Net;
using TelegramAI.BotApiServer;
using TelegramAI.Disk;
using TelegramAI.Local.Access;
using TelegramAI.Local.ChatPage;
using TelegramAI.Local.Operator;
using TelegramAI.Local.Storage;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Startup;

/// <summary>The web application that holds the page, the console, the Bot API and everything behind them.</summary>
internal static class LocalApp
{
    public static WebApplicationBuilder CreateBuilder(
        LocalOptions options, DataFolder data, Uri address, Uri? demo, bool isPage, bool isTelegramsOwn)
    {
        // The page's files lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, address.Port);

            // A video is uploaded to the Bot API as a stream of any length; its own limit counts.
            kestrel.Limits.MaxRequestBodySize = null;
        });

        var key = AccessKey.Open(data.AccessKeyFile);
        var configuration = builder.Configuration;
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = LocalSettings.Defaults(isTelegramsOwn),
        });
        configuration.AddInMemoryCollection(LocalSettings.Decided(options, data, demo));
        configuration.AddInMemoryCollection(isPage ? LocalSettings.OfPage(address, key.BotToken) : LocalSettings.OfTelegram(options));

        builder.Logging.ClearProviders();
        builder.Logging.AddFiles(data.Logs);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        if (options.Verbose)
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

        builder.Services.AddSingleton(key);
        builder.Services.AddLocal(configuration, data, address);
        if (isPage)
            builder.Services.AddLocalChat();

        if (demo is not null)
            builder.Services.AddSingleton<ISuggestions, DemoSuggestions>();

        builder.Services.AddSingleton<HealthReport>();
        builder.Services.AddSingleton<StopSignal>();
        builder.Services.AddSingleton<IHostLifetime>(services => services.GetRequiredService<StopSignal>());
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder, bool isPage)
    {
        var app = builder.Build();
        app.UseLocalOnly();
        app.UseAccessKey(app.Services.GetRequiredService<AccessKey>());
        app.UseStaticFiles();
        app.MapVideoLinks();
        app.MapOperatorConsole();
        if (isPage)
        {
            app.MapBotApi();
            app.MapChatPage();
        }
        else
        {
            // There is no page to talk to here: what can be looked at is the operator's console.
            app.MapGet("/", () => TypedResults.Redirect("/operator"));
        }

        return app;
    }
}
