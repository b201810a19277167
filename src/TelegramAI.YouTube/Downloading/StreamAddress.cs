using System.Net;
using TelegramAI.Core.Videos;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Downloading;

/// <summary>Where a stream's bytes are. Addresses expire: a refused one is replaced once.</summary>
internal sealed class StreamAddress(IStreamInfo stream, Func<CancellationToken, Task<StreamManifest>> fetchManifest)
{
    private readonly Lock _gate = new();
    private Task<string>? _renewal;

    public long Length => stream.Size.Bytes;

    public string Url => _renewal is { IsCompletedSuccessfully: true } renewal ? renewal.Result : stream.Url;

    /// <summary>The part from a byte up to and with another. YouTube takes the range as part of the address.</summary>
    public static Uri Range(string url, long from, long to) => new($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}range={from}-{to}");

    /// <summary>Gets a fresh address in place of one that YouTube refused. Segments that were refused together share it.</summary>
    /// <exception cref="VideoBlockedException">The fresh address was refused too.</exception>
    /// <exception cref="VideoFormatUnavailableException">The stream is gone.</exception>
    public Task RenewAsync(string refused, HttpStatusCode status, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_renewal is { IsCompletedSuccessfully: true } && string.Equals(Url, refused, StringComparison.Ordinal))
            {
                throw status is HttpStatusCode.NotFound or HttpStatusCode.Gone
                    ? new VideoFormatUnavailableException($"YouTube answers {(int)status} for a stream that it lists")
                    : new VideoBlockedException($"YouTube answers {(int)status} for a fresh address of a stream");
            }

            return _renewal ??= FindAgainAsync(cancellationToken);
        }
    }

    // Half of it may be written already, so only the very same stream will do.
    private async Task<string> FindAgainAsync(CancellationToken cancellationToken)
    {
        var manifest = await fetchManifest(cancellationToken);
        var same = manifest.Streams.FirstOrDefault(other =>
            other.GetType() == stream.GetType()
            && other.Size == stream.Size
            && other.Container == stream.Container
            && string.Equals(QualityOf(other), QualityOf(stream), StringComparison.Ordinal));
        return same?.Url ?? throw new VideoFormatUnavailableException("YouTube does not list the stream any more that was being downloaded");
    }

    private static string? QualityOf(IStreamInfo stream) => stream switch
    {
        IVideoStreamInfo video => $"{video.VideoQuality.MaxHeight} {video.VideoQuality.Framerate} {video.VideoCodec}",
        IAudioStreamInfo audio => $"{audio.AudioCodec} {audio.AudioLanguage?.Code}",
        _ => null,
    };
}
