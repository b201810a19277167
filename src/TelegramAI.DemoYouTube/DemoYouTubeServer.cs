using System.Net;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Answers;
using TelegramAI.DemoYouTube.Faults;
using TelegramAI.DemoYouTube.Streams;

namespace TelegramAI.DemoYouTube;

/// <summary>A YouTube of a few made videos on this machine, for whoever has no way to the real one, and for tests.</summary>
public sealed class DemoYouTubeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DownloadCounts _downloads;

    private DemoYouTubeServer(WebApplication app, DemoYouTubeFaults faults, DownloadCounts downloads)
    {
        (_app, Faults, _downloads) = (app, faults, downloads);
        BaseUrl = new Uri(app.Urls.First());
    }

    /// <summary>What <c>YouTube:BaseUrl</c> is set to.</summary>
    public Uri BaseUrl { get; }

    public DemoYouTubeFaults Faults { get; }

    /// <summary>Starts to listen on any free port of the loopback address.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder of the videos is not there.</exception>
    public static async Task<DemoYouTubeServer> StartAsync(DemoYouTubeOptions options, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(options.Media))
            throw new DirectoryNotFoundException($"The demo's videos are missing: there is no folder {options.Media}");

        // An empty builder reads no settings: those of the application are not meant for this server, nor is Ctrl+C.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();

        var faults = new DemoYouTubeFaults();
        var downloads = new DownloadCounts();
        var troubles = new DemoTroubles();
        var media = new DemoMedia(options, faults, troubles, downloads, TimeProvider.System);
        new DemoYouTubeEndpoints(new PlayerAnswer(options), new SearchAnswer(options), media, troubles, faults).Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
            return new DemoYouTubeServer(app, faults, downloads);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>How often a video was downloaded from its first byte.</summary>
    public int Downloads(VideoId video) => _downloads.Of(video);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Lives as long as its owner wants.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
