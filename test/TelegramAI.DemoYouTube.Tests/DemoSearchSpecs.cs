using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Catalogue;
using YoutubeExplode;
using YoutubeExplode.Common;

namespace TelegramAI.DemoYouTube.Tests;

public class DemoSearchSpecs
{
    [Fact]
    public async Task Words_find_the_video_that_has_them()
    {
        await using var demo = await DemoSession.StartAsync();

        var video = await demo.Source.ResolveAsync(VideoRequest.ForSearch("test pattern video"), TestContext.Current.CancellationToken);

        Assert.Equal("Test pattern, 10 s", video.Title);
    }

    [Fact]
    public async Task Words_that_no_video_has_find_nothing()
    {
        await using var demo = await DemoSession.StartAsync();

        var error = await Assert.ThrowsAsync<VideoUnavailableException>(
            () => demo.Source.ResolveAsync(VideoRequest.ForSearch("xyzzy plugh"), TestContext.Current.CancellationToken));

        Assert.Equal(UnavailableReason.NothingFound, error.Reason);
    }

    [Fact]
    public async Task A_general_word_finds_all_playable_videos_over_several_pages()
    {
        await using var demo = await DemoSession.StartAsync(new DemoYouTubeOptions { SearchPage = 2 });
        using var http = new HttpClient(new ToDemo(demo.Server.BaseUrl));
        using var youtube = new YoutubeClient(http);

        var found = await youtube.Search.GetVideosAsync("demo video", TestContext.Current.CancellationToken);

        Assert.Equal(
            DemoCatalogue.Videos.Where(video => video.Kind is DemoVideoKind.Playable).Select(video => video.Id.ToString()),
            found.Select(hit => hit.Id.Value));
    }

    private sealed class ToDemo(Uri site) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(site, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
