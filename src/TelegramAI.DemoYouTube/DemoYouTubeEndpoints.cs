using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Answers;
using TelegramAI.DemoYouTube.Catalogue;
using TelegramAI.DemoYouTube.Faults;
using TelegramAI.DemoYouTube.Streams;

namespace TelegramAI.DemoYouTube;

/// <summary>YouTube's addresses that YoutubeExplode asks.</summary>
internal sealed class DemoYouTubeEndpoints(
    PlayerAnswer player, SearchAnswer search, DemoMedia media, DemoTroubles troubles, DemoYouTubeFaults faults)
{
    // The visitor stands where YouTube hides it, behind a line that keeps other pages from reading this as a script.
    private const string Visitor = ")]}'\n" + """[[null,null,[[[0,1,2,3,4,5,6,7,8,9,10,11,12,"demo-visitor"]]]]]""";

    public void Map(WebApplication app)
    {
        app.Use(FailAsPlannedAsync);
        app.MapGet("/watch", (HttpContext context, string? v) => Results.Content(Page(v, SiteOf(context)), "text/html; charset=utf-8"));
        app.MapGet("/sw.js_data", () => Visitor);
        app.MapGet("/iframe_api", () => PlayerScript.Frame);
        app.MapGet($"/s/player/{PlayerScript.Version}/player_ias.vflset/en_US/base.js", () => PlayerScript.Text);
        app.MapGet("/generate_204", () => Results.NoContent());
        app.MapPost("/youtubei/v1/player", (Delegate)PlayAsync);
        app.MapPost("/youtubei/v1/search", (Delegate)SearchAsync);
        app.MapMethods("/media/{id}/{file}", [HttpMethods.Get, HttpMethods.Head], media.ServeAsync);
        app.MapGet("/vi/{id}/{size}.jpg", (string id) => media.Thumbnail(id));
    }

    private Task FailAsPlannedAsync(HttpContext context, RequestDelegate next)
    {
        if (EndpointOf(context.Request.Path) is not { } endpoint || faults.TakeStatus(endpoint) is not { } status)
            return next(context);

        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static DemoEndpoint? EndpointOf(PathString path) => path.Value switch
    {
        "/watch" => DemoEndpoint.Watch,
        "/youtubei/v1/player" => DemoEndpoint.Player,
        "/youtubei/v1/search" => DemoEndpoint.Search,
        _ when path.StartsWithSegments("/media", StringComparison.Ordinal) => DemoEndpoint.Media,
        _ => null,
    };

    private string Page(string? id, Uri site) => Find(id) is { Kind: not DemoVideoKind.Removed } video
        ? WatchPage.Of(video, player.Of(video, site, faults.BotCheck))
        : WatchPage.Nothing;

    private async Task<IResult> PlayAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } question)
            return Results.BadRequest();

        if (Find(Text(question, "videoId")) is not { } video)
            return Json(PlayerAnswer.Unknown());

        return troubles.PlayerStatus(video) is { } status
            ? Results.StatusCode(status)
            : Json(player.Of(video, SiteOf(context), faults.BotCheck));
    }

    private async Task<IResult> SearchAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } question)
            return Results.BadRequest();

        try
        {
            return Json(search.Of(Text(question, "query") ?? "", Text(question, "continuation"), SiteOf(context)));
        }
        catch (FormatException)
        {
            return Results.BadRequest();
        }
    }

    private static DemoVideo? Find(string? id) => VideoId.TryParse(id, provider: null, out var parsed) ? DemoCatalogue.Find(parsed) : null;

    // YoutubeExplode's questions say that they are plain text.
    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject question, string name) => question[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(), "application/json");

    private static Uri SiteOf(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}/");
}
