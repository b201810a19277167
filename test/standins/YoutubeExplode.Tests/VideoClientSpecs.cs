using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Tests.Loopback;

namespace YoutubeExplode.Tests;

public class VideoClientSpecs : YoutubeSpecs
{
    [Fact]
    public async Task The_page_tells_all_about_a_video()
    {
        Server.Answer("/watch", Answers.Page(Answers.Player()));

        var video = await Youtube.Videos.GetAsync(Answers.Id, Token);

        Assert.Equal(Answers.Id, video.Id.Value);
        Assert.Equal("https://www.youtube.com/watch?v=yIVRs6YSbOM", video.Url);
        Assert.Equal("Test pattern", video.Title);
        Assert.Equal("The maker", video.Author.ChannelTitle);
        Assert.Equal(Answers.Channel, video.Author.ChannelId.Value);
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(-7)), video.UploadDate);
        Assert.Equal("Bars and a counter.", video.Description);
        Assert.Equal(TimeSpan.FromSeconds(754), video.Duration);
        Assert.Equal(["test", "pattern"], video.Keywords);
        Assert.Equal(123_456, video.Engagement.ViewCount);
        Assert.Equal(1_234, video.Engagement.LikeCount);
        Assert.Equal(
            [
                "https://i.example/1.jpg",
                "https://img.youtube.com/vi/yIVRs6YSbOM/default.jpg",
                "https://img.youtube.com/vi/yIVRs6YSbOM/mqdefault.jpg",
                "https://img.youtube.com/vi/yIVRs6YSbOM/hqdefault.jpg",
            ],
            video.Thumbnails.Select(thumbnail => thumbnail.Url));
        Assert.Equal("?v=yIVRs6YSbOM&bpctr=9999999999&hl=en", Assert.Single(Server.Seen).Query);
    }

    [Fact]
    public async Task A_title_may_be_missing_and_the_date_may_be_in_the_page()
    {
        var player = Answers.Player();
        player["videoDetails"]!.AsObject().Remove("title");
        player.Remove("microformat");
        Server.Answer("/watch", Answers.Page(player, "<meta content='2023-02-01' itemprop=datePublished>"));

        var video = await Youtube.Videos.GetAsync(Answers.Id, Token);

        Assert.Equal("", video.Title);
        Assert.Equal(new DateTimeOffset(2023, 2, 1, 0, 0, 0, TimeSpan.Zero), video.UploadDate);
    }

    [Theory]
    [InlineData("author")]
    [InlineData("channelId")]
    [InlineData("microformat")]
    public async Task A_video_without_an_author_or_a_date_is_an_error(string missing)
    {
        var player = Answers.Player();
        player["videoDetails"]!.AsObject().Remove(missing);
        player.Remove(missing);
        Server.Answer("/watch", Answers.Page(player));

        await Assert.ThrowsAsync<YoutubeExplodeException>(async () => await Youtube.Videos.GetAsync(Answers.Id, Token));
    }

    [Fact]
    public async Task The_old_player_configuration_is_understood()
    {
        var config = new JsonObject { ["args"] = new JsonObject { ["player_response"] = Answers.Player().ToJsonString() } };
        Server.Answer("/watch", Answers.Page(null, $"<script>ytplayer.config = {config.ToJsonString()};</script>"));

        Assert.Equal("Test pattern", (await Youtube.Videos.GetAsync(Answers.Id, Token)).Title);
        Assert.Single(Server.Seen);
    }

    [Fact]
    public async Task A_page_without_data_sends_the_client_to_the_player()
    {
        Server.Answer("/watch", Answers.Page(null)).Answer("/youtubei/v1/player", Answers.Player().ToJsonString());

        Assert.Equal("Test pattern", (await Youtube.Videos.GetAsync(Answers.Id, Token)).Title);
        Assert.Equal(["/watch", "/sw.js_data", "/youtubei/v1/player"], Server.Seen.Select(request => request.Path));
    }

    [Fact]
    public async Task A_page_without_a_player_is_asked_for_again()
    {
        Server.Answer("/watch", (context, count) => context.Response.WriteAsync(
            count < 6 ? "<html><body><p id='sorry'></p><script>'<div id=player>'</script></body></html>" : Answers.Page(Answers.Player())));

        Assert.Equal("Test pattern", (await Youtube.Videos.GetAsync(Answers.Id, Token)).Title);
        Assert.Equal(6, Server.Seen.Count);
    }

    [Fact]
    public async Task A_page_that_never_has_a_player_is_given_up_after_six_times()
    {
        Server.Answer("/watch", "<html><body></body></html>");

        var error = await Assert.ThrowsAsync<YoutubeExplodeException>(async () => await Youtube.Videos.GetAsync(Answers.Id, Token));

        Assert.IsNotType<VideoUnavailableException>(error);
        Assert.Equal(6, Server.Seen.Count);
    }

    [Fact]
    public async Task A_page_that_can_not_be_shared_is_of_no_video()
    {
        Server.Answer("/watch", "<html><body><div class=x id=player></div></body></html>");

        await Assert.ThrowsAsync<VideoUnavailableException>(async () => await Youtube.Videos.GetAsync(Answers.Id, Token));
        Assert.Single(Server.Seen);
    }
}
