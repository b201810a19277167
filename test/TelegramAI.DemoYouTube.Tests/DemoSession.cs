using Microsoft.Extensions.DependencyInjection;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube;

namespace TelegramAI.DemoYouTube.Tests;

/// <summary>The product's YouTube before a demo server. Without ffmpeg, so that what arrives is a stream byte for byte.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private DemoSession(DemoYouTubeServer server, ServiceProvider services) => (Server, _services) = (server, services);

    public DemoYouTubeServer Server { get; }

    public IVideoSource Source => _services.GetRequiredService<IVideoSource>();

    public static async Task<DemoSession> StartAsync(DemoYouTubeOptions? options = null)
    {
        var server = await DemoYouTubeServer.StartAsync(options ?? new DemoYouTubeOptions(), TestContext.Current.CancellationToken);
        var services = new ServiceCollection().AddYouTube(youTube =>
        {
            youTube.BaseUrl = server.BaseUrl.AbsoluteUri;
            youTube.Scratch = Path.GetTempPath();
            youTube.Ffmpeg = YouTubeOptions.NoFfmpeg;
            youTube.RetryMilliseconds = 1;
        });
        return new DemoSession(server, services.BuildServiceProvider());
    }

    public Task<ResolvedVideo> ResolveAsync(string id) =>
        Source.ResolveAsync(VideoRequest.ForVideo(VideoId.Parse(id)), TestContext.Current.CancellationToken);

    public async Task<byte[]> DownloadAsync(string id)
    {
        using var bytes = new MemoryStream();
        await Source.DownloadAsync(await ResolveAsync(id), bytes, progress: null, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    public static Task<byte[]> FileAsync(string folder, string file) =>
        File.ReadAllBytesAsync(Path.Combine(new DemoYouTubeOptions().Media, folder, file), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
