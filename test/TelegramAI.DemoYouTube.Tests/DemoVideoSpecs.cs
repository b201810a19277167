using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Catalogue;
using TelegramAI.DemoYouTube.Faults;
using TelegramAI.DemoYouTube.Streams;

namespace TelegramAI.DemoYouTube.Tests;

public class DemoVideoSpecs
{
    [Theory]
    [InlineData("demo-privat", UnavailableReason.Private)]
    [InlineData("demo-age-18", UnavailableReason.AgeRestricted)]
    [InlineData("demo-live24", UnavailableReason.Live)]
    [InlineData("demo-abroad", UnavailableReason.GeoBlocked)]
    [InlineData("demo-remove", UnavailableReason.Removed)]
    [InlineData("demo-member", UnavailableReason.MembersOnly)]
    [InlineData("demo-buy-it", UnavailableReason.RequiresPurchase)]
    [InlineData("nobody-knew", UnavailableReason.Removed)]
    public async Task A_refused_video_says_why(string id, UnavailableReason reason)
    {
        await using var demo = await DemoSession.StartAsync();

        var error = await Assert.ThrowsAsync<VideoUnavailableException>(() => demo.ResolveAsync(id));

        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public async Task The_bot_check_blocks_one_video_or_all()
    {
        await using var demo = await DemoSession.StartAsync();

        await Assert.ThrowsAsync<VideoBlockedException>(() => demo.ResolveAsync("demo-nobots"));
        demo.Server.Faults.BotCheck = true;
        await Assert.ThrowsAsync<VideoBlockedException>(() => demo.ResolveAsync("demo-bars05"));
        demo.Server.Faults.Clear();
        Assert.Equal("Colour bars, 5 s", (await demo.ResolveAsync("demo-bars05")).Title);
    }

    [Theory]
    [InlineData("demo-muxed1", "demo-muxed1")]
    [InlineData("demo-flaky3", "demo-life30")]
    [InlineData("demo-vanish", "demo-life30")]
    [InlineData("demo-slowly", "demo-life30")]
    [InlineData("many-000042", "demo-bars05")]
    [InlineData("slow-000001", "demo-life30")]
    public async Task A_playable_video_arrives_byte_for_byte(string id, string folder)
    {
        await using var demo = await DemoSession.StartAsync(new DemoYouTubeOptions { SlowBytesPerSecond = 300_000 });

        Assert.Equal(await DemoSession.FileAsync(folder, "18.mp4"), await demo.DownloadAsync(id));
    }

    [Fact]
    public async Task A_rate_limit_and_a_broken_server_let_up()
    {
        await using var demo = await DemoSession.StartAsync();

        await Assert.ThrowsAsync<VideoRateLimitedException>(() => demo.ResolveAsync("demo-limits"));
        await Assert.ThrowsAsync<VideoRateLimitedException>(() => demo.ResolveAsync("demo-limits"));
        Assert.Equal("Too many requests", (await demo.ResolveAsync("demo-limits")).Title);
        await Assert.ThrowsAsync<VideoTransientException>(() => demo.ResolveAsync("demo-broken"));
        Assert.Equal("A broken server", (await demo.ResolveAsync("demo-broken")).Title);
    }

    [Fact]
    public async Task A_generated_video_has_the_size_that_its_id_says()
    {
        await using var demo = await DemoSession.StartAsync();
        var expected = new byte[50_000_000];
        GeneratedBytes.Fill(0, expected);

        var bytes = await demo.DownloadAsync("size-00050m");

        Assert.True(expected.AsSpan().SequenceEqual(bytes));
        Assert.Equal(1, demo.Server.Downloads(VideoId.Parse("size-00050m")));
    }

    [Fact]
    public async Task Planned_drops_are_survived()
    {
        await using var demo = await DemoSession.StartAsync();
        demo.Server.Faults.DropNext(afterBytes: 1_000, connections: 2);
        demo.Server.Faults.FailNext(DemoEndpoint.Player, status: 503);

        Assert.Equal(await DemoSession.FileAsync("demo-muxed1", "18.mp4"), await demo.DownloadAsync("demo-muxed1"));
    }

    [Fact]
    public async Task A_range_is_clipped_to_the_end()
    {
        await using var demo = await DemoSession.StartAsync();
        using var http = new HttpClient { BaseAddress = demo.Server.BaseUrl };
        var file = await DemoSession.FileAsync("demo-muxed1", "18.mp4");

        var part = await http.GetByteArrayAsync(new Uri("media/demo-muxed1/18.mp4?range=100-99999999", UriKind.Relative), TestContext.Current.CancellationToken);
        using var head = new HttpRequestMessage(HttpMethod.Head, "media/demo-muxed1/18.mp4");
        using var answer = await http.SendAsync(head, TestContext.Current.CancellationToken);

        Assert.Equal(file[100..], part);
        Assert.Equal(file.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public void The_media_are_small_and_as_the_catalogue_says()
    {
        var media = new DirectoryInfo(new DemoYouTubeOptions().Media);

        Assert.InRange(media.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), 1, 8_000_000);
        Assert.All(DemoCatalogue.Videos, video => Assert.Equal(11, video.Id.ToString().Length));
        foreach (var video in DemoCatalogue.Videos.Where(video => video.Kind is DemoVideoKind.Playable))
        {
            Assert.True(File.Exists(Path.Combine(media.FullName, video.Id.ToString(), "thumbnail.jpg")));
            Assert.Equal(video.Qualities.Contains(720), File.Exists(Path.Combine(media.FullName, video.Id.ToString(), "136.mp4")));
            Assert.Equal(video.Qualities.Contains(1080), File.Exists(Path.Combine(media.FullName, video.Id.ToString(), "137.mp4")));
        }
    }
}
