using System.Text.Json;
using YoutubeExplode.Common;
using YoutubeExplode.Exceptions;

namespace YoutubeExplode.Bridge;

/// <summary>Reads the list of thumbnails that videos and search results carry.</summary>
internal static class ThumbnailList
{
    public static IReadOnlyList<Thumbnail> Read(JsonElement? owner) =>
        owner is not { } json ? [] : [.. json.Items("thumbnail", "thumbnails").Select(ReadOne)];

    private static Thumbnail ReadOne(JsonElement json) => new(
        json.Text("url") ?? throw new YoutubeExplodeException("Failed to extract the thumbnail URL."),
        new Resolution(
            (int)(json.Number("width") ?? throw new YoutubeExplodeException("Failed to extract the thumbnail width.")),
            (int)(json.Number("height") ?? throw new YoutubeExplodeException("Failed to extract the thumbnail height."))));
}
