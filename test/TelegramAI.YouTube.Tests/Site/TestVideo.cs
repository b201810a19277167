using System.Globalization;
using System.Text.Json.Nodes;

namespace TelegramAI.YouTube.Tests.Site;

/// <summary>A video as YouTube's player describes it.</summary>
internal sealed record TestVideo
{
    private const string Channel = "UCaaaaaaaaaaaaaaaaaaaaaa";

    public string Title { get; init; } = "A test pattern";

    public int Seconds { get; init; } = 10;

    public string Status { get; init; } = "OK";

    public string? Reason { get; init; }

    public IReadOnlyList<TestStream> Streams { get; set; } = [];

    public JsonObject Player(string id)
    {
        var status = new JsonObject { ["status"] = Status };
        if (Reason is not null)
            status["reason"] = Reason;

        var player = new JsonObject
        {
            ["playabilityStatus"] = status,
            ["videoDetails"] = new JsonObject
            {
                ["videoId"] = id,
                ["title"] = Title,
                ["author"] = "The author",
                ["channelId"] = Channel,
                ["lengthSeconds"] = Seconds.ToString(CultureInfo.InvariantCulture),
                ["shortDescription"] = "",
                ["viewCount"] = "1",
                ["thumbnail"] = new JsonObject { ["thumbnails"] = new JsonArray() },
            },
        };
        if (Streams.Count > 0)
        {
            player["streamingData"] = new JsonObject
            {
                ["formats"] = new JsonArray([.. Streams.Where(stream => stream.IsMuxed).Select(stream => stream.Format())]),
                ["adaptiveFormats"] = new JsonArray([.. Streams.Where(stream => !stream.IsMuxed).Select(stream => stream.Format())]),
            };
        }

        return player;
    }

    public JsonObject Hit(string id)
    {
        var hit = new JsonObject
        {
            ["videoId"] = id,
            ["title"] = new JsonObject { ["simpleText"] = Title },
            ["longBylineText"] = new JsonObject
            {
                ["runs"] = new JsonArray(new JsonObject
                {
                    ["text"] = "The author",
                    ["navigationEndpoint"] = new JsonObject { ["browseEndpoint"] = new JsonObject { ["browseId"] = Channel } },
                }),
            },
            ["thumbnail"] = new JsonObject { ["thumbnails"] = new JsonArray() },
        };
        if (Seconds > 0)
            hit["lengthText"] = new JsonObject { ["simpleText"] = $"{Seconds / 60}:{Seconds % 60:00}" };

        return hit;
    }
}

/// <summary>A stream as the player lists it.</summary>
/// <param name="MimeType">For example <c>video/mp4; codecs="avc1.64001F"</c>.</param>
internal sealed record TestStream(int Itag, string? Url, long Length, string MimeType, int? Height = null)
{
    /// <summary>Whether its sound is the default of several; null where it is the only one.</summary>
    public bool? IsDefaultTrack { get; init; }

    public bool IsMuxed => MimeType.Contains(", ", StringComparison.Ordinal);

    public JsonObject Format()
    {
        var format = new JsonObject
        {
            ["itag"] = Itag,
            ["contentLength"] = Length.ToString(CultureInfo.InvariantCulture),
            ["bitrate"] = 100_000 + (Height ?? 0),
            ["mimeType"] = MimeType,
        };
        if (Url is not null)
            format["url"] = Url;
        if (IsDefaultTrack is { } isDefault)
            format["audioTrack"] = new JsonObject { ["id"] = "en-US.10", ["displayName"] = "English", ["audioIsDefault"] = isDefault };
        if (Height is { } height)
        {
            format["qualityLabel"] = $"{height}p";
            format["width"] = height * 16 / 9;
            format["height"] = height;
            format["fps"] = 30;
        }

        return format;
    }
}
