using Microsoft.Extensions.Options;
using Telegram.Bot;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Chat;
using TelegramAI.Chat.Polling;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.DemoYouTube;
using TelegramAI.Disk;
using TelegramAI.Disk.Files;
using TelegramAI.Disk.Queue;
using TelegramAI.Local.Fleet;
using TelegramAI.Local.Operator;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Startup;

/// <summary>Starts everything, prints the one screen, and stops everything without losing a job.</summary>
internal static class LocalHost
{
    /// <summary>Runs until Ctrl+C.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using var data = DataFolder.Open(options.Data.FullName);
            await RunAsync(options, data, cancellationToken);
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
                await Console.Error.WriteLineAsync(failure);
        }
        catch (Exception exception) when (Sentence(exception) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
        }

        return 1;
    }

    private static async Task RunAsync(LocalOptions options, DataFolder data, CancellationToken cancellationToken)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var isPage = string.IsNullOrEmpty(options.Token ?? settings["Telegram:Token"]);
        var isTelegramsOwn = !isPage && options.TelegramUrl is null && string.IsNullOrEmpty(settings["Telegram:BaseUrl"]);
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Choose(options.Port)}");

        var realYouTube = new Uri(settings["YouTube:BaseUrl"] ?? "https://www.youtube.com");
        var youTube = await YouTubeProbe.ChooseAsync(options.YouTube, realYouTube, cancellationToken);
        await using var demo = youTube.IsDemo ? await DemoYouTubeServer.StartAsync(new DemoYouTubeOptions(), cancellationToken) : null;

        var builder = LocalApp.CreateBuilder(options, data, address, demo?.BaseUrl, isPage, isTelegramsOwn);
        await using var app = LocalApp.Build(builder, isPage);
        if (!isPage)
            await TakeWebhookAsync(app.Services, options.TakeWebhook, cancellationToken);

        await StartAsync(app, address, cancellationToken);

        var poller = app.Services.GetRequiredService<UpdatePoller>();
        await poller.StartAsync(cancellationToken);
        await WakeAsync(app.Services, cancellationToken);
        await LocalReport.PrintAsync(app.Services, options, data, address, youTube, isPage);

        try
        {
            await RunUntilAskedAsync(app.Services.GetRequiredService<StopSignal>(), poller, cancellationToken);
        }
        finally
        {
            // No new job is taken while those that run are finished or given back. They deliver through this program's own server, so
            // that is the last to stop.
            await poller.StopAsync(CancellationToken.None);
            await app.Services.GetRequiredService<LocalFleet>().StopAsync(CancellationToken.None);
            await app.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Asks before it takes a live bot away from where it is served. Before anything runs, so that a no leaves everything as it was.</summary>
    /// <exception cref="StartException">The webhook stays.</exception>
    private static async Task TakeWebhookAsync(IServiceProvider services, bool isAgreed, CancellationToken cancellationToken)
    {
        var takeover = new WebhookTakeover(
            services.GetRequiredService<ITelegramBotClient>(),
            Console.In,
            Console.Out,
            canAsk: !Console.IsInputRedirected && !Console.IsOutputRedirected,
            services.GetRequiredService<TimeProvider>());
        if (await takeover.RunAsync(isAgreed, cancellationToken) is { } taken)
            services.GetRequiredService<HealthReport>().Add(new HealthLine("Webhook", taken, HealthLevel.Reduced));
    }

    /// <exception cref="TelegramTokenRefusedException">Telegram refuses the token from now on.</exception>
    private static async Task RunUntilAskedAsync(StopSignal signal, UpdatePoller poller, CancellationToken cancellationToken)
    {
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(signal.Asked, cancellationToken);
        var stop = Task.Delay(Timeout.Infinite, asked.Token);
        if (await Task.WhenAny(stop, poller.ExecuteTask ?? stop) is var ended && ended != stop)
            await ended;
    }

    private static async Task StartAsync(WebApplication app, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartException($"Port {address.Port} was taken by another program just now: start again, or name another with --port.", exception);
        }
    }

    /// <summary>Jobs that were left from the last time need workers now, not when the metric finds them.</summary>
    private static async Task WakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var counts = await services.GetRequiredService<IJobQueue>().CountAsync(cancellationToken);
        if (counts.Ahead > 0)
            await services.GetRequiredService<IFleetWaker>().WakeAsync(counts.Ahead, cancellationToken);
    }

    private static string? Sentence(Exception exception) => exception switch
    {
        StartException or DataFolderException or DamagedFileException or ChatDataException => exception.Message,
        TelegramTokenRefusedException => "Telegram refuses this bot token: copy it again from @BotFather and pass it by --token or Telegram__Token.",
        QueueStorageException => $"The queue can't be kept ({exception.Message}): make room or rights in the data folder, or choose another with --data.",
        IOException or UnauthorizedAccessException => $"The data folder can't be used ({exception.Message}): make room or rights for it, or choose another with --data.",
        _ => null,
    };
}
