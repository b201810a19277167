using System.Text.Json.Nodes;

namespace YoutubeExplode.Tests.Loopback;

/// <summary>YouTube's answers, in its own shape.</summary>
internal static class Answers
{
    public const string Id = "yIVRs6YSbOM";
    public const string Channel = "UC0123456789012345678901";

    /// <summary>The visitor's data, where YouTube hides them.</summary>
    public static string VisitorData(string value)
    {
        var fields = new JsonArray();
        for (var i = 0; i < 13; i++) fields.Add(null);
        fields.Add(value);
        return new JsonArray(new JsonArray(null, null, new JsonArray(new JsonArray(fields)))).ToJsonString();
    }

    public static string Page(JsonObject? player, string head = "") => $"""
        <!DOCTYPE html><html><head><!-- <div id="nothing"> -->
        <meta property="og:url" content="https://www.youtube.com/watch?v={Id}">{head}</head>
        <body><div id="player"></div><script>if (1<2) var ytInitialPlayerResponse = {player?.ToJsonString() ?? "null"};var other = 1;</script>
        <script>var ytInitialData = {Likes};</script></body></html>
        """;

    public static JsonObject Player(params IEnumerable<JsonObject> adaptiveFormats) => new()
    {
        ["playabilityStatus"] = new JsonObject { ["status"] = "OK" },
        ["videoDetails"] = new JsonObject
        {
            ["videoId"] = Id,
            ["title"] = "Test pattern",
            ["author"] = "The maker",
            ["channelId"] = Channel,
            ["lengthSeconds"] = "754",
            ["keywords"] = new JsonArray("test", "pattern"),
            ["shortDescription"] = "Bars and a counter.",
            ["viewCount"] = "123456",
            ["thumbnail"] = new JsonObject
            {
                ["thumbnails"] = new JsonArray(new JsonObject { ["url"] = "https://i.example/1.jpg", ["width"] = 1280, ["height"] = 720 }),
            },
        },
        ["microformat"] = new JsonObject { ["playerMicroformatRenderer"] = new JsonObject { ["uploadDate"] = "2024-05-06T07:08:09-07:00" } },
        ["streamingData"] = new JsonObject { ["adaptiveFormats"] = new JsonArray([.. adaptiveFormats]) },
    };

    public static JsonObject Unplayable(string status, string reason) => new()
    {
        ["playabilityStatus"] = new JsonObject { ["status"] = status, ["reason"] = reason },
        ["videoDetails"] = new JsonObject { ["videoId"] = Id },
    };

    public static string Address(string path, string query = "expire=1") => $"https://rr1.googlevideo.com{path}?{query}";

    public static JsonObject Audio(string path, long? length) => Format(140, "audio/mp4; codecs=\"mp4a.40.2\"", 130_000, path, length);

    public static JsonObject Video(string path, long? length)
    {
        var format = Format(299, "video/mp4; codecs=\"avc1.64002a\"", 4_000_000, path, length);
        format["qualityLabel"] = "1080p60";
        format["width"] = 1920;
        format["height"] = 1080;
        format["fps"] = 60;
        return format;
    }

    public static JsonObject Muxed(string path, long? length)
    {
        var format = Format(18, "video/mp4; codecs=\"avc1.42001E, mp4a.40.2\"", 500_000, path, length);
        format["qualityLabel"] = "360p";
        format["width"] = 640;
        format["height"] = 360;
        return format;
    }

    private static string Likes => """{"accessibility":{"label": "1,234 likes"}}""";

    private static JsonObject Format(int itag, string mimeType, long bitrate, string path, long? length)
    {
        var format = new JsonObject { ["itag"] = itag, ["url"] = Address(path), ["mimeType"] = mimeType, ["bitrate"] = bitrate };
        if (length is not null) format["contentLength"] = $"{length}";
        return format;
    }
}
