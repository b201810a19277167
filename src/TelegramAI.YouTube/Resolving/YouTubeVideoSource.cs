using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Choosing;
using TelegramAI.YouTube.Downloading;
using TelegramAI.YouTube.Muxing;
using TelegramAI.YouTube.Thumbnails;
using YoutubeExplode.Videos;
using YoutubeExplode.Videos.Streams;
using VideoId = TelegramAI.Core.Videos.VideoId;

namespace TelegramAI.YouTube.Resolving;

/// <summary>Videos from YouTube.</summary>
internal sealed class YouTubeVideoSource(
    YouTubeApi api,
    ManifestCache manifests,
    FfmpegProbe ffmpeg,
    StreamDownloader streams,
    MuxingDownloader muxing,
    ThumbnailSource thumbnails,
    IOptions<VideoOptions> limits,
    TimeProvider time) : IVideoSource
{
    private const string Extension = "mp4";

    public async Task<ResolvedVideo> ResolveAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        var id = request.VideoId ?? await api.SearchAsync(request.Search ?? "", cancellationToken);
        var (video, manifest) = await LookAtAsync(id, cancellationToken);

        var longest = TimeSpan.FromMinutes(limits.Value.MaxMinutes);
        var duration = video.Duration ?? TimeSpan.Zero;
        if (duration > longest)
            throw new VideoTooLongException(duration, longest);

        var preference = await PreferenceAsync(request.MaxHeight, cancellationToken);
        var choice = StreamChooser.Choose(manifest, preference);
        var reason = preference.Reason(manifest, choice);
        return new ResolvedVideo
        {
            Key = new VideoKey(id, new VideoFormat(choice.Height, Extension)),
            Title = video.Title,
            Author = video.Author.ChannelTitle,
            Duration = duration,
            Width = choice.Video.VideoResolution.Width,
            Height = choice.Video.VideoResolution.Height,
            ExpectedBytes = choice.Bytes,
            HeightReason = reason,
            Note = HeightNote.Of(reason, choice.Height, asked: request.MaxHeight is not null, limits.Value),
            PublishedAt = video.UploadDate,
        };
    }

    public async Task DownloadAsync(
        ResolvedVideo video,
        Stream destination,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var preference = await PreferenceAsync(video.Key.Format.Height, cancellationToken);
        var manifest = await manifests.GetAsync(video.Key.Id, cancellationToken);
        var choice = StreamChooser.Find(manifest, preference)
            ?? throw new VideoFormatUnavailableException($"YouTube offers {video.Key} no more, or ffmpeg is gone");

        var meter = new DownloadMeter(choice.Bytes, progress, time);
        if (choice.NeedsFfmpeg && preference.CanMux)
            await muxing.CopyAsync(AddressOf(choice.Video), choice.Audio is { } audio ? AddressOf(audio) : null, destination, meter, cancellationToken);
        else
            await streams.CopyAsync(AddressOf(choice.Video), destination, meter, cancellationToken);

        meter.Finish();

        StreamAddress AddressOf(IStreamInfo stream) => new(stream, token => manifests.FetchAsync(video.Key.Id, token));
    }

    public Task<ReadOnlyMemory<byte>?> ThumbnailAsync(VideoManifest video, CancellationToken cancellationToken = default) =>
        thumbnails.FindAsync(video, cancellationToken);

    private async Task<FormatPreference> PreferenceAsync(int? height, CancellationToken cancellationToken) =>
        FormatPreference.Of(height, limits.Value, canMux: await ffmpeg.FindAsync(cancellationToken) is not null);

    // Both questions are asked at once. The player's answer names the reason of a refusal, which a page often does not.
    private async Task<(Video Video, StreamManifest Manifest)> LookAtAsync(VideoId id, CancellationToken cancellationToken)
    {
        var page = api.VideoAsync(id, cancellationToken);
        var player = manifests.FetchAsync(id, cancellationToken);
        await Task.WhenAll(page, player).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A broadcast has no length yet, and may have streams or none.
        var live = page.IsCompletedSuccessfully && !(await page).HasLength();
        if (live && (player.IsCompletedSuccessfully || player.Exception?.InnerException is VideoUnavailableException { Reason: UnavailableReason.Unplayable }))
            throw new VideoUnavailableException(UnavailableReason.Live, $"{id} is being broadcast", player.Exception?.InnerException);

        var manifest = await player;
        return (await page, manifest);
    }
}

file static class VideoLength
{
    public static bool HasLength(this Video video) => video.Duration > TimeSpan.Zero;
}
