using System.Text.Json;
using YoutubeExplode.Common;
using YoutubeExplode.Http;

namespace YoutubeExplode.Bridge;

/// <summary>What the player is told about a video: whether it may play it, what it is, and where its streams are.</summary>
internal sealed class PlayerResponse(JsonElement json)
{
    public bool IsAvailable => !string.Equals(Status, "ERROR", StringComparison.OrdinalIgnoreCase) && json.At("videoDetails") is not null;

    public bool IsPlayable => string.Equals(Status, "OK", StringComparison.OrdinalIgnoreCase);

    /// <summary>YouTube's sentence on why the video can't be played.</summary>
    public string? Reason => json.Text("playabilityStatus", "reason");

    /// <summary>The preview of a video that is sold.</summary>
    public string? PreviewVideoId =>
        json.Text("playabilityStatus", "errorScreen", "playerLegacyDesktopYpcTrailerRenderer", "trailerVideoId")
        ?? (json.Text("playabilityStatus", "errorScreen", "ypcTrailerRenderer", "playerVars") is { } query
            ? UrlQuery.Read(query).GetValueOrDefault("video_id")
            : null);

    public string? Title => json.Text("videoDetails", "title");

    public string? Author => json.Text("videoDetails", "author");

    public string? ChannelId => json.Text("videoDetails", "channelId");

    public DateTimeOffset? UploadDate => Dates.Parse(json.Text("microformat", "playerMicroformatRenderer", "uploadDate"));

    public TimeSpan? Duration => json.Number("videoDetails", "lengthSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public string? Description => json.Text("videoDetails", "shortDescription");

    public long? ViewCount => json.Number("videoDetails", "viewCount");

    public IReadOnlyList<string> Keywords => [.. json.Items("videoDetails", "keywords").Select(word => word.Text()).OfType<string>()];

    public IReadOnlyList<Thumbnail> Thumbnails => ThumbnailList.Read(json.At("videoDetails"));

    /// <summary>Where more streams are described, as XML.</summary>
    public string? DashManifestUrl => json.Text("streamingData", "dashManifestUrl");

    public IEnumerable<StreamData> Streams =>
        json.Items("streamingData", "formats").Concat(json.Items("streamingData", "adaptiveFormats")).Select(StreamData.Read);

    private string? Status => json.Text("playabilityStatus", "status");
}
