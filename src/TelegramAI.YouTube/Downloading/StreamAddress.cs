using System.Net;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Choosing;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Downloading;

/// <summary>Where a stream's bytes are. Addresses expire: a refused one is replaced, and again when the new one has served for a while.</summary>
internal sealed class StreamAddress(IStreamInfo stream, Func<CancellationToken, Task<StreamManifest>> fetchManifest)
{
    private readonly Lock _gate = new();
    private string _url = stream.Url;
    private bool _isUnproven;
    private Task? _renewal;

    public long Length => stream.Size.Bytes;

    public string Url
    {
        get
        {
            lock (_gate)
                return _url;
        }
    }

    /// <summary>The part from a byte up to and with another. YouTube takes the range as part of the address.</summary>
    public static Uri Range(string url, long from, long to) => new($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}range={from}-{to}");

    /// <summary>Notes that an address was served: when it is refused later it has expired, and is worth another.</summary>
    public void Accept(string url)
    {
        lock (_gate)
        {
            if (string.Equals(_url, url, StringComparison.Ordinal))
                _isUnproven = false;
        }
    }

    /// <summary>Gets a fresh address in place of one that YouTube refused. Segments that were refused together share it.</summary>
    /// <exception cref="VideoBlockedException">The fresh address was refused too.</exception>
    /// <exception cref="VideoFormatUnavailableException">The stream is gone.</exception>
    /// <exception cref="VideoException">YouTube could not be asked; another call asks again.</exception>
    public Task RenewAsync(string refused, HttpStatusCode status, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Replaced meanwhile.
            if (!string.Equals(_url, refused, StringComparison.Ordinal))
                return Task.CompletedTask;

            if (_isUnproven)
            {
                throw status is HttpStatusCode.NotFound or HttpStatusCode.Gone
                    ? new VideoFormatUnavailableException($"YouTube answers {(int)status} for a stream that it lists")
                    : new VideoBlockedException($"YouTube answers {(int)status} for a fresh address of a stream");
            }

            if (_renewal is null or { IsCompleted: true })
                _renewal = FindAgainAsync(cancellationToken);
            return _renewal;
        }
    }

    // Half of it may be written already, so only the very same stream will do.
    private async Task FindAgainAsync(CancellationToken cancellationToken)
    {
        var manifest = await fetchManifest(cancellationToken);
        var same = manifest.Streams.FirstOrDefault(other =>
            other.GetType() == stream.GetType()
            && other.Size == stream.Size
            && other.Container == stream.Container
            && string.Equals(QualityOf(other), QualityOf(stream), StringComparison.Ordinal));
        if (same is null)
            throw new VideoFormatUnavailableException("YouTube does not list the stream any more that was being downloaded");

        lock (_gate)
            (_url, _isUnproven) = (same.Url, true);
    }

    private static string? QualityOf(IStreamInfo stream) => stream switch
    {
        MuxedStreamInfo muxed => $"{PictureOf(muxed)} {SoundOf(muxed)}",
        IVideoStreamInfo video => PictureOf(video),
        IAudioStreamInfo audio => SoundOf(audio),
        _ => null,
    };

    private static string PictureOf(IVideoStreamInfo video) => $"{video.VideoQuality.MaxHeight} {video.VideoQuality.Framerate} {video.VideoCodec}";

    private static string SoundOf(IAudioStreamInfo audio) => $"{audio.AudioCodec} {audio.AudioLanguage?.Code} {audio.TrackOf()} {audio.IsLevelled()}";
}
