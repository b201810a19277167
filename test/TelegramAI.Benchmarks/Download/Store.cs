using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Benchmarks.Measuring;
using TelegramAI.Core.Videos;
using TelegramAI.Disk;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Videos;
using TelegramAI.YouTube;

namespace TelegramAI.Benchmarks.Download;

/// <summary>The product's way from YouTube to the folder of videos, wired as its host wires it.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;
    private readonly ServiceProvider _youTube;
    private readonly VideoLibrary _library;

    public Store(Uri site)
    {
        _data = DataFolder.Open(_folder.Path);
        _youTube = new ServiceCollection()
            .AddYouTube(options => (options.BaseUrl, options.Scratch, options.Ffmpeg) = ($"{site}", _data.Scratch, YouTubeOptions.NoFfmpeg))
            .BuildServiceProvider();
        var links = new VideoLinks(LinkKey.Open(_data.LinkKeyFile), () => site, TimeProvider.System);
        _library = new VideoLibrary(
            new FolderVideoFiles(_data.Videos, links),
            new FolderDocuments(_data.Documents, TimeProvider.System),
            Source,
            TimeProvider.System,
            NullLogger<VideoLibrary>.Instance);
    }

    private IVideoSource Source => _youTube.GetRequiredService<IVideoSource>();

    public Task<ResolvedVideo> ResolveAsync(int megabytes) => Source.ResolveAsync(VideoRequest.ForVideo(VideoId.Parse(MediaSite.IdOf(megabytes))));

    public Task<VideoManifest> SaveAsync(ResolvedVideo video) => _library.StoreAsync(video, "benchmark");

    public async ValueTask DisposeAsync()
    {
        await _youTube.DisposeAsync();
        _data.Dispose();
        _folder.Dispose();
    }
}
