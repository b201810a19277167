using System.Globalization;
using System.Text.RegularExpressions;
using YoutubeExplode.Bridge;
using YoutubeExplode.Common;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Videos.ClosedCaptions;

namespace YoutubeExplode.Videos.Streams;

/// <summary>Makes a stream's public description from YouTube's.</summary>
internal static partial class StreamNaming
{
    private const string CodecSeparator = ", ";

    /// <param name="data">YouTube's description.</param>
    /// <param name="url">The address that works, with its signature.</param>
    /// <param name="length">In bytes, proven.</param>
    /// <returns>Null for a picture whose height YouTube does not tell: nothing can be said of it, and the video has other streams.</returns>
    public static IStreamInfo? Name(StreamData data, string url, long length)
    {
        var container = new Container(data.Container ?? throw Missing("container"));
        var size = new FileSize(length);
        var bitrate = new Bitrate(data.Bitrate ?? throw Missing("bitrate"));
        var codecs = data.Codecs ?? throw Missing("codec");

        if (data.IsAudio) return new AudioOnlyStreamInfo(url, container, size, bitrate, codecs, LanguageOf(data), data.IsAudioTrackDefault);

        if (QualityOf(data) is not { } quality) return null;

        var resolution = data is { Width: { } width, Height: { } height } ? new Resolution(width, height) : UsualResolution(quality.MaxHeight);
        if (codecs.IndexOf(CodecSeparator, StringComparison.Ordinal) is not (var separator and >= 0))
            return new VideoOnlyStreamInfo(url, container, size, bitrate, codecs, quality, resolution, data.IsUpscaled);

        return new MuxedStreamInfo(
            url,
            container,
            size,
            bitrate,
            codecs[(separator + CodecSeparator.Length)..],
            LanguageOf(data),
            data.IsAudioTrackDefault,
            codecs[..separator],
            quality,
            resolution,
            data.IsUpscaled);
    }

    // A track's id is the language's code and a number: en-US.4
    private static Language? LanguageOf(StreamData data) =>
        data.AudioTrackId?.Split('.')[0] is { Length: > 0 } code ? new Language(code, data.AudioTrackName ?? code) : null;

    private static VideoQuality? QualityOf(StreamData data)
    {
        if (data.QualityLabel is { } label && Label().Match(label) is { Success: true } match)
        {
            var height = int.Parse(match.Groups["height"].ValueSpan, CultureInfo.InvariantCulture);
            var framerate = match.Groups["framerate"] is { Success: true } f ? int.Parse(f.ValueSpan, CultureInfo.InvariantCulture) : data.Framerate;
            return new VideoQuality(label, height, framerate);
        }

        // The picture's own height comes last: a wide or an upright picture is called by another.
        var usual = data.Itag is { } itag ? ItagHeights.Find(itag) : null;
        return (usual ?? data.Height) is { } maxHeight ? new VideoQuality(maxHeight, data.Framerate) : null;
    }

    private static Resolution UsualResolution(int height) => new((int)Math.Round(height * 16 / 9.0 / 2) * 2, height);

    private static YoutubeExplodeException Missing(string what) => new($"Failed to extract the stream {what}.");

    // Such as 1080p, 1080p60, 2160p60 HDR, and 1080s60 for a picture all around.
    [GeneratedRegex(@"^(?<height>\d{1,5})(\D(?<framerate>\d{1,3})?)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
