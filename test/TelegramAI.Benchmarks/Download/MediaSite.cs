using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Benchmarks.Download;

/// <summary>
/// As much of YouTube as a download asks for, on loopback: each video is one muxed stream of the size that its id says. It runs in a
/// process of its own, so that its memory is not counted as the product's.
/// </summary>
internal static class MediaSite
{
    private static readonly byte[] Block = Filled(1024 * 1024);

    /// <summary>The id of a video of a size; eleven characters, as YouTube's are.</summary>
    public static string IdOf(int megabytes) => $"bench{megabytes:000000}";

    /// <summary>Serves until the input ends, so that a killed benchmark leaves no server behind. Its first line is its address.</summary>
    public static async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/media/{id}", MediaAsync);
        app.MapGet("/watch", (string v) => Results.Content(Page(v, app.Urls.First()), "text/html"));
        app.MapGet("/sw.js_data", () => ")]}'\n" + """[[null,null,[[[0,1,2,3,4,5,6,7,8,9,10,11,12,"visitor"]]]]]""");
        app.MapPost("/youtubei/v1/player", async (HttpRequest request) =>
        {
            // The body says that it is plain text.
            var question = await JsonSerializer.DeserializeAsync<JsonObject>(request.Body);
            return Results.Text(Player(question!["videoId"]!.GetValue<string>(), app.Urls.First()).ToJsonString(), "application/json");
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
    }

    private static async Task MediaAsync(HttpContext context, string id)
    {
        var length = LengthOf(id);
        var (from, to) = context.Request.Query["range"].ToString().Split('-') is [var first, var last]
            ? (long.Parse(first), Math.Min(long.Parse(last), length - 1))
            : (0, length - 1);
        context.Response.ContentType = "video/mp4";
        context.Response.ContentLength = to - from + 1;
        while (from <= to)
        {
            var start = (int)(from % Block.Length);
            var count = (int)Math.Min(Block.Length - start, to - from + 1);
            await context.Response.Body.WriteAsync(Block.AsMemory(start, count), context.RequestAborted);
            from += count;
        }
    }

    private static string Page(string id, string address) =>
        $"""
        <html><head><meta property="og:url" content="https://www.youtube.com/watch?v={id}">
        <meta itemprop="uploadDate" content="2024-05-06T07:08:09+00:00"></head>
        <body><div id="player"></div><script>var ytInitialPlayerResponse = {Player(id, address).ToJsonString()};</script></body></html>
        """;

    private static JsonObject Player(string id, string address) => new()
    {
        ["playabilityStatus"] = new JsonObject { ["status"] = "OK" },
        ["videoDetails"] = new JsonObject
        {
            ["videoId"] = id,
            ["title"] = "A benchmark",
            ["author"] = "The author",
            ["channelId"] = "UCaaaaaaaaaaaaaaaaaaaaaa",
            ["lengthSeconds"] = "600",
            ["shortDescription"] = "",
            ["viewCount"] = "1",
            ["thumbnail"] = new JsonObject { ["thumbnails"] = new JsonArray() },
        },
        ["streamingData"] = new JsonObject
        {
            ["formats"] = new JsonArray(new JsonObject
            {
                ["itag"] = 22,
                ["url"] = $"{address}/media/{id}?id=1",
                ["contentLength"] = $"{LengthOf(id)}",
                ["bitrate"] = 2_000_000,
                ["mimeType"] = """video/mp4; codecs="avc1.64001F, mp4a.40.2" """.Trim(),
                ["qualityLabel"] = "720p",
                ["width"] = 1280,
                ["height"] = 720,
                ["fps"] = 30,
            }),
        },
    };

    private static long LengthOf(string id) => int.Parse(id.AsSpan("bench".Length)) * 1_000_000L;

    private static byte[] Filled(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
