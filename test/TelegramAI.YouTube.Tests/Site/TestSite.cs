using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.YouTube.Tests.Site;

/// <summary>As much of YouTube as these specs ask: pages, player, search and media on a loopback port.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestSite(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentDictionary<string, TestMedia> Media { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, TestVideo> Videos { get; } = new(StringComparer.Ordinal);

    /// <summary>What it has for a picture: a status or the bytes, by the path.</summary>
    public ConcurrentDictionary<string, IResult> Pictures { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids that a search finds, in order.</summary>
    public IReadOnlyList<string> Found { get; set; } = [];

    public static async Task<TestSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var site = new TestSite(app);
        app.MapGet("/media/{name}", (string name, HttpContext context) => site.Media[name].ServeAsync(context));
        app.MapMethods("/media/{name}", [HttpMethods.Head], (string name, HttpContext context) =>
        {
            context.Response.ContentLength = site.Media[name].Bytes.Length;
        });
        app.MapGet("/vi/{id}/{name}", (string id, string name) => site.Pictures.GetValueOrDefault($"{id}/{name}") ?? Results.NotFound());
        app.MapGet("/watch", (string v) => Results.Content(site.Page(v), "text/html"));
        app.MapGet("/sw.js_data", () => ")]}'\n" + """[[null,null,[[[0,1,2,3,4,5,6,7,8,9,10,11,12,"visitor"]]]]]""");
        app.MapPost("/youtubei/v1/player", async (HttpRequest request) =>
            Results.Text((await site.PlayerAsync(request)).ToJsonString(), "application/json"));
        app.MapPost("/youtubei/v1/search", () => Results.Text(site.Search().ToJsonString(), "application/json"));
        app.MapGet("/iframe_api", () => """var scriptUrl = 'https:\/\/www.youtube.com\/s\/player\/0123abcd\/www-widgetapi.vflset\/www-widgetapi.js';""");
        app.MapGet("/s/player/0123abcd/player_ias.vflset/en_US/base.js", () => TestScript.Text);
        await app.StartAsync();
        return site;
    }

    /// <summary>Offers a stream, and says where.</summary>
    public string Offer(string name, TestMedia media)
    {
        Media[name] = media;
        return $"{Address}/media/{name}?id=1";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Page(string id) => Videos.TryGetValue(id, out var video) && video.Status is not "ERROR"
        ? new StringBuilder("<html><head>")
            .Append($"""<meta property="og:url" content="https://www.youtube.com/watch?v={id}">""")
            .Append("""<meta itemprop="uploadDate" content="2024-05-06T07:08:09+00:00">""")
            .Append("""</head><body><div id="player"></div><script>var ytInitialPlayerResponse = """)
            .Append(video.Player(id).ToJsonString())
            .Append(";</script></body></html>")
            .ToString()
        : """<html><body><div id="player"></div></body></html>""";

    private async Task<JsonObject> PlayerAsync(HttpRequest request)
    {
        // The body says that it is plain text.
        var question = await JsonSerializer.DeserializeAsync<JsonObject>(request.Body);
        var id = question!["videoId"]!.GetValue<string>();
        return Videos.TryGetValue(id, out var video) ? video.Player(id) : new TestVideo { Status = "ERROR", Reason = "This video is unavailable" }.Player(id);
    }

    private JsonObject Search() => new()
    {
        ["contents"] = new JsonArray([.. Found.Select(id => new JsonObject { ["videoRenderer"] = Videos[id].Hit(id) })]),
    };
}
