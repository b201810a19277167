using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YoutubeExplode.Common;
using YoutubeExplode.Tests.Loopback;

namespace YoutubeExplode.Tests;

public class SearchSpecs : YoutubeSpecs
{
    private const string Path = "/youtubei/v1/search";

    private readonly JsonObject _first = Page("contents", "more", Video("aaaaaaaaaaa"), Video("bbbbbbbbbbb"));

    [Fact]
    public async Task Pages_follow_each_other_until_none_has_a_token()
    {
        TwoPages(Video("ccccccccccc"));

        var videos = await Youtube.Search.GetVideosAsync("cats", Token);

        Assert.Equal(["aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc"], videos.Select(video => video.Id.Value));
        Assert.Equal([null, "more"], Server.Seen.Select(request => (string?)JsonNode.Parse(request.Body)!["continuation"]));
    }

    [Fact]
    public async Task The_request_is_that_of_the_web_page()
    {
        TwoPages();

        await Youtube.Search.GetVideosAsync("кошки \"и\" 🐈", Token).CollectAsync(1);

        var request = Assert.Single(Server.Seen);
        Assert.Equal("text/plain; charset=utf-8", request.Headers["Content-Type"]);
        Assert.True(request.Headers.ContainsKey("Content-Length"));
        var body = JsonNode.Parse(request.Body)!;
        Assert.Equal("кошки \"и\" 🐈", (string?)body["query"]);
        Assert.Equal("EgIQAQ%3D%3D", (string?)body["params"]);
        Assert.Equal("WEB", (string?)body["context"]!["client"]!["clientName"]);
        Assert.Equal("2.20210408.08.00", (string?)body["context"]!["client"]!["clientVersion"]);
    }

    [Fact]
    public async Task A_search_for_anything_has_no_filter_and_comes_in_batches()
    {
        TwoPages(Video("ccccccccccc"));

        var sizes = new List<int>();
        await foreach (var batch in Youtube.Search.GetResultBatchesAsync("cats", Token)) sizes.Add(batch.Items.Count);

        Assert.Equal([2, 1], sizes);
        Assert.Null(JsonNode.Parse(Server.Seen[0].Body)!["params"]);
        Assert.Equal(3, (await Youtube.Search.GetResultsAsync("cats", Token)).Count);
    }

    [Fact]
    public async Task As_many_as_the_first_page_has_cost_one_request()
    {
        TwoPages(Video("ccccccccccc"));

        Assert.Equal(2, (await Youtube.Search.GetVideosAsync("cats", Token).CollectAsync(2)).Count);
        Assert.Single(Server.Seen);
    }

    [Fact]
    public async Task Duplicates_and_results_without_a_real_channel_are_left_out()
    {
        TwoPages(Video("aaaaaaaaaaa"), Video("ddddddddddd", channel: "UCshort"), Video("eeeeeeeeeee"));

        var videos = await Youtube.Search.GetVideosAsync("cats", Token);

        Assert.Equal(["aaaaaaaaaaa", "bbbbbbbbbbb", "eeeeeeeeeee"], videos.Select(video => video.Id.Value));
    }

    [Fact]
    public async Task A_result_tells_what_the_list_shows()
    {
        TwoPages();

        var video = Assert.Single(await Youtube.Search.GetVideosAsync("cats", Token).CollectAsync(1));

        Assert.Equal("Video aaaaaaaaaaa", video.Title);
        Assert.Equal("The maker", video.Author.ChannelTitle);
        Assert.Equal(Answers.Channel, video.Author.ChannelId.Value);
        Assert.Equal(new TimeSpan(1, 2, 3), video.Duration);
        Assert.Equal("https://www.youtube.com/watch?v=aaaaaaaaaaa", video.Url);
        Assert.Equal(
            [
                "https://i.example/2.jpg",
                "https://img.youtube.com/vi/aaaaaaaaaaa/default.jpg",
                "https://img.youtube.com/vi/aaaaaaaaaaa/mqdefault.jpg",
                "https://img.youtube.com/vi/aaaaaaaaaaa/hqdefault.jpg",
            ],
            video.Thumbnails.Select(thumbnail => thumbnail.Url));
        Assert.Equal(new Resolution(480, 360), video.Thumbnails.GetWithHighestResolution().Resolution);
    }

    [Fact]
    public async Task Titles_of_one_piece_and_live_streams_are_understood()
    {
        var live = Video("fffffffffff");
        live["title"] = new JsonObject { ["simpleText"] = "Live now" };
        live["shortBylineText"] = live["longBylineText"]!.DeepClone();
        live.Remove("longBylineText");
        live.Remove("lengthText");
        Server.Answer(Path, Page("contents", token: null, live).ToJsonString());

        var video = Assert.Single(await Youtube.Search.GetVideosAsync("cats", Token));

        Assert.Equal("Live now", video.Title);
        Assert.Equal("The maker", video.Author.ChannelTitle);
        Assert.Null(video.Duration);
    }

    private void TwoPages(params JsonObject[] second)
    {
        var next = Page("onResponseReceivedCommands", token: null, second);
        Server.Answer(Path, (context, _) => context.Response.WriteAsync(
            (Server.Seen[^1].Body.Contains("\"more\"", StringComparison.Ordinal) ? next : _first).ToJsonString()));
    }

    private static JsonObject Page(string root, string? token, params JsonObject[] videos)
    {
        var items = new JsonArray([.. videos.Select(video => new JsonObject { ["videoRenderer"] = video })]);
        if (token is not null) items.Add(new JsonObject { ["continuationCommand"] = new JsonObject { ["token"] = token } });
        return new JsonObject { [root] = new JsonArray(new JsonObject { ["section"] = new JsonObject { ["contents"] = items } }) };
    }

    private static JsonObject Video(string id, string channel = Answers.Channel) => new()
    {
        ["videoId"] = id,
        ["title"] = new JsonObject { ["runs"] = new JsonArray(Run("Video "), Run(id)) },
        ["longBylineText"] = new JsonObject
        {
            ["runs"] = new JsonArray(new JsonObject
            {
                ["text"] = "The maker",
                ["navigationEndpoint"] = new JsonObject { ["browseEndpoint"] = new JsonObject { ["browseId"] = channel } },
            }),
        },
        ["lengthText"] = new JsonObject { ["simpleText"] = "1:02:03" },
        ["thumbnail"] = new JsonObject
        {
            ["thumbnails"] = new JsonArray(new JsonObject { ["url"] = "https://i.example/2.jpg", ["width"] = 320, ["height"] = 180 }),
        },
    };

    private static JsonObject Run(string text) => new() { ["text"] = text };
}
