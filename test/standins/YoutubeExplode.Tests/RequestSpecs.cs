using System.Net;
using Microsoft.AspNetCore.Http;
using YoutubeExplode.Common;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Tests.Loopback;

namespace YoutubeExplode.Tests;

public class RequestSpecs : YoutubeSpecs
{
    private const string Search = "/youtubei/v1/search";

    [Fact]
    public async Task Every_request_looks_like_a_browser_that_agreed_to_cookies()
    {
        Server.Answer("/watch", Answers.Page(Answers.Player()));

        await Youtube.Videos.GetAsync(Answers.Id, Token);

        var request = Assert.Single(Server.Seen);
        Assert.Equal("en", request.Parameter("hl"));
        Assert.Equal("https://www.youtube.com", request.Headers["Origin"]);
        Assert.Contains("Chrome/89", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("SOCS=CAISEwgDEgk4MTM4MzYzNTIaAmVuIAEaBgiApPzGBg", request.Headers["Cookie"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Cookies_of_a_signed_in_user_prove_themselves()
    {
        using var youtube = Server.NewClient(new Cookie("SAPISID", "secret", "/", ".youtube.com"));
        Server.Answer("/watch", Answers.Page(Answers.Player()));

        await youtube.Videos.GetAsync(Answers.Id, Token);

        var request = Assert.Single(Server.Seen);
        Assert.Contains("SAPISID=secret", request.Headers["Cookie"], StringComparison.Ordinal);
        Assert.Matches("^SAPISIDHASH [0-9]+_[0-9a-f]{40}$", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Cookies_that_an_answer_sets_come_back()
    {
        Server.Answer("/watch", (context, _) =>
        {
            context.Response.Headers.SetCookie = "VISITOR=me; Domain=.youtube.com; Path=/; Secure";
            return context.Response.WriteAsync(Answers.Page(Answers.Player()));
        });

        await Youtube.Videos.GetAsync(Answers.Id, Token);
        await Youtube.Videos.GetAsync(Answers.Id, Token);

        Assert.DoesNotContain("VISITOR", Server.Seen[0].Headers["Cookie"], StringComparison.Ordinal);
        Assert.Contains("VISITOR=me", Server.Seen[1].Headers["Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_is_an_error_at_once()
    {
        Server.Refuse(Search, 429);

        await Assert.ThrowsAsync<RequestLimitExceededException>(async () => await Youtube.Search.GetVideosAsync("cats", Token).CollectAsync(1));
        Assert.Single(Server.Seen);
    }

    [Fact]
    public async Task Too_many_requests_stop_the_retries_of_a_manifest()
    {
        Server.Refuse("/youtubei/v1/player", 429);

        await Assert.ThrowsAsync<RequestLimitExceededException>(async () => await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token));
        Assert.Single(Server.SeenAt("/youtubei/v1/player"));
    }

    [Fact]
    public async Task A_server_that_recovers_within_six_attempts_goes_unnoticed()
    {
        Server.Answer(Search, (context, count) =>
        {
            context.Response.StatusCode = count < 6 ? 503 : 200;
            return context.Response.WriteAsync("{}");
        });

        Assert.Empty(await Youtube.Search.GetVideosAsync("cats", Token).CollectAsync());
        Assert.Equal(6, Server.Seen.Count);
        Assert.Single(Server.Seen.Select(request => request.Body).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_given_up_after_six_attempts()
    {
        Server.Refuse(Search, 503);

        var error = await Assert.ThrowsAsync<HttpRequestException>(async () => await Youtube.Search.GetVideosAsync("cats", Token).CollectAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
        Assert.Equal(6, Server.Seen.Count);
    }

    [Fact]
    public async Task The_callers_client_outlives_the_one_on_top_of_it()
    {
        using var http = Server.NewHttp();
        Server.Answer("/watch", Answers.Page(Answers.Player()));

        using (var youtube = new YoutubeClient(http)) await youtube.Videos.GetAsync(Answers.Id, Token);

        Assert.NotEmpty(await http.GetStringAsync("https://www.youtube.com/watch", Token));
    }
}
