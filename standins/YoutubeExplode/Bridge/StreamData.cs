using System.Text.Json;
using YoutubeExplode.Http;

namespace YoutubeExplode.Bridge;

/// <summary>One stream as YouTube describes it, before it is checked and named.</summary>
internal sealed record StreamData
{
    public const int DefaultFramerate = 24;

    /// <summary>YouTube's number of the kind of stream, which also tells the height of its picture.</summary>
    public int? Itag { get; init; }

    public required string? Url { get; init; }

    /// <summary>What must be deciphered and put into the address before it works.</summary>
    public string? Signature { get; init; }

    public string SignatureParameter { get; init; } = "sig";

    public long? ContentLength { get; init; }

    public long? Bitrate { get; init; }

    /// <summary>Such as <c>video/mp4; codecs="avc1.42001E, mp4a.40.2"</c>.</summary>
    public string? MimeType { get; init; }

    public string? Codecs { get; init; }

    public string? QualityLabel { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public int Framerate { get; init; } = DefaultFramerate;

    public string? AudioTrackId { get; init; }

    public string? AudioTrackName { get; init; }

    public bool? IsAudioTrackDefault { get; init; }

    public bool IsUpscaled { get; init; }

    public string? Container => MimeType is not null && MimeType.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0
        ? MimeType[(slash + 1)..].Split(';')[0].Trim()
        : null;

    public bool IsAudio => MimeType?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ?? false;

    public static StreamData Read(JsonElement json)
    {
        var cipher = UrlQuery.Read(json.Text("cipher") ?? json.Text("signatureCipher") ?? "");
        var url = json.Text("url") ?? cipher.GetValueOrDefault("url");
        var mimeType = json.Text("mimeType");
        return new StreamData
        {
            Itag = (int?)json.Number("itag"),
            Url = url,
            Signature = cipher.GetValueOrDefault("s"),
            SignatureParameter = cipher.GetValueOrDefault("sp") ?? "sig",
            ContentLength = json.Number("contentLength")
                ?? (url is not null && long.TryParse(UrlQuery.Find(url, "clen"), out var length) ? length : null),
            Bitrate = json.Number("bitrate"),
            MimeType = mimeType,
            Codecs = mimeType?.Split("codecs=\"") is [_, var codecs] ? codecs.Split('"')[0] : null,
            QualityLabel = json.Text("qualityLabel"),
            Width = (int?)json.Number("width"),
            Height = (int?)json.Number("height"),
            Framerate = (int?)json.Number("fps") ?? DefaultFramerate,
            AudioTrackId = json.Text("audioTrack", "id"),
            AudioTrackName = json.Text("audioTrack", "displayName"),
            IsAudioTrackDefault = json.Flag("audioTrack", "audioIsDefault"),
            IsUpscaled = SaysUpscaled(json.Text("xtags")),
        };
    }

    // The tags are a protocol buffer in base 64; an upscaled stream has the pair of the texts "sr" and "1".
    private static bool SaysUpscaled(string? tags)
    {
        var bytes = new byte[tags?.Length ?? 0];
        return Convert.TryFromBase64String(tags ?? "", bytes, out var length) && bytes.AsSpan(0, length).IndexOf("\u0002sr\u0012\u00011"u8) >= 0;
    }
}
