using System.Globalization;
using System.Text.Json.Nodes;
using TelegramAI.DemoYouTube.Catalogue;

namespace TelegramAI.DemoYouTube.Answers;

/// <summary>A page of what a search finds, in YouTube's shape.</summary>
internal sealed class SearchAnswer(DemoYouTubeOptions options)
{
    /// <param name="words">What to search for.</param>
    /// <param name="continuation">The token of the page before; null for the first page.</param>
    /// <param name="site">Where the thumbnails are.</param>
    /// <exception cref="FormatException">The token is none of this server's.</exception>
    public JsonObject Of(string words, string? continuation, Uri site)
    {
        var from = continuation is null ? 0 : int.Parse(continuation, NumberStyles.None, CultureInfo.InvariantCulture);
        var found = DemoSearch.Find(words);
        var items = new JsonArray([.. found.Skip(from).Take(options.SearchPage).Select(video => new JsonObject { ["videoRenderer"] = Hit(video, site) })]);
        if (found.Count - from > options.SearchPage)
            items.Add(new JsonObject { ["continuationCommand"] = new JsonObject { ["token"] = $"{from + options.SearchPage}" } });

        var root = continuation is null ? "contents" : "onResponseReceivedCommands";
        return new JsonObject { [root] = new JsonArray(new JsonObject { ["itemSectionRenderer"] = new JsonObject { ["contents"] = items } }) };
    }

    private static JsonObject Hit(DemoVideo video, Uri site)
    {
        var hit = new JsonObject
        {
            ["videoId"] = video.Id.ToString(),
            ["title"] = new JsonObject { ["runs"] = new JsonArray(new JsonObject { ["text"] = video.Title }) },
            ["longBylineText"] = new JsonObject
            {
                ["runs"] = new JsonArray(new JsonObject
                {
                    ["text"] = video.Author,
                    ["navigationEndpoint"] = new JsonObject { ["browseEndpoint"] = new JsonObject { ["browseId"] = video.Channel } },
                }),
            },
            ["thumbnail"] = PlayerAnswer.Thumbnails(video, site),
        };

        // A broadcast has no length.
        if (video.Duration > TimeSpan.Zero)
            hit["lengthText"] = new JsonObject { ["simpleText"] = $"{(int)video.Duration.TotalMinutes}:{video.Duration.Seconds:00}" };

        return hit;
    }
}
