using System.Globalization;
using System.Text.Json.Nodes;
using TelegramAI.DemoYouTube.Catalogue;
using TelegramAI.DemoYouTube.Streams;

namespace TelegramAI.DemoYouTube.Answers;

/// <summary>What the player is told about a video, in YouTube's shape.</summary>
internal sealed class PlayerAnswer(DemoYouTubeOptions options)
{
    private const string Uploaded = "2024-05-06T07:08:09-07:00";

    public static JsonObject Unknown() => new() { ["playabilityStatus"] = Status("ERROR", "This video is unavailable") };

    public JsonObject Of(DemoVideo video, Uri site, bool botCheck)
    {
        var kind = botCheck ? DemoVideoKind.BotCheck : video.Kind;
        var status = StatusOf(kind);
        var answer = new JsonObject
        {
            ["playabilityStatus"] = status,
            ["videoDetails"] = Details(video, site),
            ["microformat"] = new JsonObject { ["playerMicroformatRenderer"] = new JsonObject { ["uploadDate"] = Uploaded } },
        };
        if ((string?)status["status"] is "OK" && kind is not DemoVideoKind.Live)
            answer["streamingData"] = StreamingData(video, site);

        return answer;
    }

    public static JsonObject Thumbnails(DemoVideo video, Uri site) => new()
    {
        ["thumbnails"] = new JsonArray(new JsonObject
        {
            ["url"] = new Uri(site, $"vi/{video.Id}/hqdefault.jpg").AbsoluteUri,
            ["width"] = 320,
            ["height"] = 180,
        }),
    };

    private static JsonObject StatusOf(DemoVideoKind kind) => kind switch
    {
        DemoVideoKind.Private => Status("LOGIN_REQUIRED", "This is a private video. Please sign in to verify that you may see it."),
        DemoVideoKind.AgeRestricted => Status("LOGIN_REQUIRED", "Sign in to confirm your age. This video may be inappropriate for some users."),
        DemoVideoKind.BotCheck => Status("LOGIN_REQUIRED", "Sign in to confirm you're not a bot"),
        DemoVideoKind.GeoBlocked => Status("UNPLAYABLE", "The uploader has not made this video available in your country"),
        DemoVideoKind.MembersOnly => Status("UNPLAYABLE", "Join this channel to get access to members-only content like this video, and other exclusive perks."),
        DemoVideoKind.RequiresPurchase => Sold(),
        DemoVideoKind.Removed => Status("ERROR", "Video unavailable"),
        _ => Status("OK", reason: null),
    };

    private static JsonObject Status(string status, string? reason) =>
        reason is null ? new JsonObject { ["status"] = status } : new JsonObject { ["status"] = status, ["reason"] = reason };

    private static JsonObject Sold()
    {
        var status = Status("UNPLAYABLE", "This video requires payment to watch.");
        status["errorScreen"] = new JsonObject
        {
            ["playerLegacyDesktopYpcTrailerRenderer"] = new JsonObject { ["trailerVideoId"] = DemoCatalogue.SmallFolder },
        };
        return status;
    }

    private static JsonObject Details(DemoVideo video, Uri site) => new()
    {
        ["videoId"] = video.Id.ToString(),
        ["title"] = video.Title,
        ["author"] = video.Author,
        ["channelId"] = video.Channel,
        ["lengthSeconds"] = Text((long)video.Duration.TotalSeconds),
        ["isLive"] = video.Kind is DemoVideoKind.Live,
        ["keywords"] = new JsonArray("demo"),
        ["shortDescription"] = video.Description,
        ["viewCount"] = "1234",
        ["thumbnail"] = Thumbnails(video, site),
    };

    private JsonObject StreamingData(DemoVideo video, Uri site)
    {
        var streams = DemoStream.Of(video, options.Media);
        return new JsonObject
        {
            ["expiresInSeconds"] = "21540",
            ["formats"] = new JsonArray([.. streams.Where(stream => stream.IsMuxed).Select(Format)]),
            ["adaptiveFormats"] = new JsonArray([.. streams.Where(stream => !stream.IsMuxed).Select(Format)]),
        };

        JsonObject Format(DemoStream stream)
        {
            var format = new JsonObject
            {
                ["itag"] = stream.Itag,
                ["url"] = new Uri(site, $"media/{video.Id}/{stream.File}?itag={stream.Itag}").AbsoluteUri,
                ["mimeType"] = stream.MimeType,
                ["bitrate"] = (long)(stream.Length * 8 / video.Duration.TotalSeconds),
                ["contentLength"] = Text(stream.Length),
            };
            if (stream.Height is { } height)
            {
                format["qualityLabel"] = $"{height}p";
                format["width"] = height * 16 / 9;
                format["height"] = height;
            }

            return format;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
