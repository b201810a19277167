using System.Net;
using System.Text.Json.Nodes;
using TelegramAI.DemoYouTube.Catalogue;

namespace TelegramAI.DemoYouTube.Answers;

/// <summary>The page of a video, as far as a client reads it.</summary>
internal static class WatchPage
{
    /// <summary>A page without an address to share, which YouTube shows where there is no such video.</summary>
    public const string Nothing = """<!DOCTYPE html><html lang="en"><head><title>YouTube (demo)</title></head><body><div id="player"></div>Video unavailable</body></html>""";

    public static string Of(DemoVideo video, JsonObject player) => $"""
        <!DOCTYPE html><html lang="en"><head><title>{WebUtility.HtmlEncode(video.Title)} - YouTube (demo)</title>
        <meta property="og:url" content="{video.Url}"></head>
        <body><div id="player"></div><h1>{WebUtility.HtmlEncode(video.Title)}</h1>
        <script>var ytInitialPlayerResponse = {player.ToJsonString()};</script></body></html>
        """;
}
