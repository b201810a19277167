using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Downloading;
using TelegramAI.YouTube.Tests.Site;
using YoutubeExplode.Common;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Tests.Downloading;

/// <summary>Downloads one stream of the site, without anything that chose it.</summary>
internal static class Downloads
{
    public static async Task<byte[]> DownloadAsync(
        this TestYouTube youtube,
        TestMedia media,
        CancellationToken cancellationToken,
        IProgress<DownloadProgress>? progress = null,
        Func<Task<StreamManifest>>? renew = null)
    {
        using var destination = new MemoryStream();
        await youtube.DownloadAsync(youtube.Site.Offer("a", media), media.Bytes.Length, destination, cancellationToken, progress, renew);
        return destination.ToArray();
    }

    public static async Task DownloadAsync(
        this TestYouTube youtube,
        string url,
        long length,
        Stream destination,
        CancellationToken cancellationToken,
        IProgress<DownloadProgress>? progress = null,
        Func<Task<StreamManifest>>? renew = null)
    {
        var address = new StreamAddress(Muxed(url, length), _ => renew is null ? throw new InvalidOperationException("No renewal was expected") : renew());
        var meter = new DownloadMeter(length, progress, TimeProvider.System);
        await youtube.Get<StreamDownloader>().CopyAsync(address, destination, meter, cancellationToken);
        meter.Finish();
    }

    public static MuxedStreamInfo Muxed(string url, long length) =>
        new(url, Container.Mp4, new FileSize(length), new Bitrate(1000), "mp4a", null, null, "avc1", new VideoQuality(360, 30), new Resolution(640, 360));
}
