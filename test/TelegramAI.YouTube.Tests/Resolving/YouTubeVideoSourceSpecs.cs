using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Tests.Muxing;
using TelegramAI.YouTube.Tests.Site;

namespace TelegramAI.YouTube.Tests.Resolving;

public class YouTubeVideoSourceSpecs
{
    private const string Muxed = "video/mp4; codecs=\"avc1.42001E, mp4a.40.2\"";
    private const string Picture = "video/mp4; codecs=\"avc1.64001F\"";
    private const string Sound = "audio/mp4; codecs=\"mp4a.40.2\"";
    private static readonly VideoId Id = VideoId.Parse("aaaaaaaaaaa");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_becomes_a_video_byte_for_byte()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(123_457);
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Streams = [Stream(youtube, media)] };

        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);
        Assert.Equal(
            new ResolvedVideo
            {
                Key = new VideoKey(Id, new VideoFormat(360, "mp4")),
                Title = "A test pattern",
                Author = "The author",
                Duration = TimeSpan.FromSeconds(10),
                Width = 640,
                Height = 360,
                ExpectedBytes = media.Bytes.Length,
                HeightReason = HeightReason.HighestOffered,
                PublishedAt = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
            },
            video);

        using var film = new MemoryStream();
        await youtube.Source.DownloadAsync(video, film, cancellationToken: Token);
        Assert.Equal(media.Bytes, film.ToArray());
    }

    [Fact]
    public async Task A_higher_video_is_put_together_and_counts_the_bytes_of_both()
    {
        TestMovie.SkipWithoutFfmpeg();
        await using var youtube = await TestYouTube.StartAsync();
        var movie = await TestMovie.MakeAsync(youtube.Scratch, Token);
        youtube.Site.Videos[$"{Id}"] = new TestVideo
        {
            Streams =
            [
                Stream(youtube, TestMedia.OfSize(1000)),
                new(136, youtube.Site.Offer("picture", movie.Picture), movie.Picture.Bytes.Length, Picture, 720),
                new(140, youtube.Site.Offer("sound", movie.Sound), movie.Sound.Bytes.Length, Sound),
            ],
        };

        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);
        Assert.Equal((720, movie.Picture.Bytes.Length + movie.Sound.Bytes.Length), (video.Key.Format.Height, video.ExpectedBytes));

        var last = default(DownloadProgress);
        var file = Path.Combine(youtube.Scratch, "film.mp4");
        await using (var film = File.Create(file))
            await youtube.Source.DownloadAsync(video, film, new Watching(report => last = report), Token);
        Assert.Equal(new DownloadProgress(video.ExpectedBytes, video.ExpectedBytes), last);
        Assert.Equal("h264+aac", (await TestMovie.ProbeAsync(file, Token)).Codecs);
    }

    [Fact]
    public async Task Without_ffmpeg_it_takes_the_whole_stream_and_says_why()
    {
        await using var youtube = await TestYouTube.StartAsync(options => options.Ffmpeg = YouTubeOptions.NoFfmpeg);
        var media = TestMedia.OfSize(1000);
        youtube.Site.Videos[$"{Id}"] = new TestVideo
        {
            Streams =
            [
                Stream(youtube, media),
                new(136, youtube.Site.Offer("picture", media), 1000, Picture, 720),
                new(140, youtube.Site.Offer("sound", media), 1000, Sound),
            ],
        };

        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);
        Assert.Equal((360, "360p, because ffmpeg is missing"), (video.Key.Format.Height, video.Note));
    }

    [Fact]
    public async Task Words_become_the_first_video_that_is_not_being_broadcast()
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos["liveliveliv"] = new TestVideo { Seconds = 0 };
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Streams = [Stream(youtube, TestMedia.OfSize(1000))] };
        youtube.Site.Found = ["liveliveliv", $"{Id}"];
        Assert.Equal(Id, (await youtube.Source.ResolveAsync(VideoRequest.ForSearch("test pattern"), Token)).Key.Id);
    }

    [Fact]
    public async Task Words_that_find_nothing_are_told_so()
    {
        await using var youtube = await TestYouTube.StartAsync();
        Assert.Equal(UnavailableReason.NothingFound, await ReasonAsync(youtube, VideoRequest.ForSearch("nothing")));
    }

    [Fact]
    public async Task Where_no_format_has_an_address_it_says_so()
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Streams = [Stream(youtube, TestMedia.OfSize(1000)) with { Url = null }] };
        await Assert.ThrowsAsync<VideoAddressMissingException>(() => youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token));
    }

    [Fact]
    public async Task The_original_sound_is_downloaded_where_a_dub_is_the_default()
    {
        TestMovie.SkipWithoutFfmpeg();
        await using var youtube = await TestYouTube.StartAsync();
        var movie = await TestMovie.MakeAsync(youtube.Scratch, Token);
        var dub = TestMedia.OfSize(movie.Sound.Bytes.Length);
        youtube.Site.Videos[$"{Id}"] = new TestVideo
        {
            Streams =
            [
                new(136, youtube.Site.Offer("picture", movie.Picture), movie.Picture.Bytes.Length, Picture, 720),
                new(140, youtube.Site.Offer("dub", dub) + "&xtags=acont%3Ddubbed-auto%3Alang%3Den-US", dub.Bytes.Length, Sound) { IsDefaultTrack = true },
                new(140, youtube.Site.Offer("sound", movie.Sound) + "&xtags=acont%3Doriginal%3Alang%3Dde-DE", movie.Sound.Bytes.Length, Sound) { IsDefaultTrack = false },
            ],
        };

        var asked = (dub.Requests, movie.Sound.Requests);
        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);
        asked = (dub.Requests, movie.Sound.Requests);
        using var film = new MemoryStream();
        await youtube.Source.DownloadAsync(video, film, cancellationToken: Token);
        Assert.Equal((asked.Item1, true), (dub.Requests, movie.Sound.Requests > asked.Item2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_video_without_sound_gets_its_index_in_front_where_ffmpeg_is_there(bool canMux)
    {
        TestMovie.SkipWithoutFfmpeg();
        await using var youtube = await TestYouTube.StartAsync(options => options.Ffmpeg = canMux ? null : YouTubeOptions.NoFfmpeg);
        var movie = await TestMovie.MakeAsync(youtube.Scratch, Token);
        youtube.Site.Videos[$"{Id}"] = new TestVideo
        {
            Streams = [new(136, youtube.Site.Offer("picture", movie.Picture), movie.Picture.Bytes.Length, Picture, 720)],
        };

        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);
        using var film = new MemoryStream();
        await youtube.Source.DownloadAsync(video, film, cancellationToken: Token);

        Assert.Equal(!canMux, film.ToArray().AsSpan().IndexOf("moof"u8) >= 0);
        var file = Path.Combine(youtube.Scratch, "film.mp4");
        await File.WriteAllBytesAsync(file, film.ToArray(), Token);
        var (codecs, seconds) = await TestMovie.ProbeAsync(file, Token);
        Assert.Equal("h264", codecs);
        Assert.InRange(seconds, 1.9, 2.2);
    }

    [Theory]
    [InlineData(null, "higher would be over 1 MB, the most that a bot may send here")]
    [InlineData(720, "higher would be over 1 MB, the most that a bot may send here")]
    [InlineData(360, null)]
    public async Task A_lower_height_that_fits_the_chat_comes_before_a_link(int? wanted, string? note)
    {
        await using var youtube = await TestYouTube.StartAsync(limits: limits => limits.ChatMegabytes = 1);
        youtube.Site.Videos[$"{Id}"] = new TestVideo
        {
            Streams =
            [
                Stream(youtube, TestMedia.OfSize(1000)),
                new(22, youtube.Site.Offer("large", TestMedia.OfSize(1_100_000)), 1_100_000, Muxed, 720),
            ],
        };

        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id, wanted), Token);
        Assert.Equal((360, note is null ? null : $"360p, because {note}"), (video.Key.Format.Height, video.Note));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1080, "360p, the highest there is in a format that Telegram plays")]
    public async Task The_note_is_each_requests_own(int? wanted, string? note)
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Streams = [Stream(youtube, TestMedia.OfSize(1000))] };
        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id, wanted), Token);
        Assert.Equal((HeightReason.HighestOffered, note), (video.HeightReason, video.Note));
    }

    [Theory]
    [InlineData("LOGIN_REQUIRED", "Private video", UnavailableReason.Private)]
    [InlineData("LOGIN_REQUIRED", "Sign in to confirm your age", UnavailableReason.AgeRestricted)]
    [InlineData("UNPLAYABLE", "The uploader has not made this video available in your country", UnavailableReason.GeoBlocked)]
    [InlineData("LIVE_STREAM_OFFLINE", "This live event will begin in 3 hours.", UnavailableReason.Live)]
    [InlineData("LIVE_STREAM_OFFLINE", "This live event has ended.", UnavailableReason.LiveEnded)]
    [InlineData("ERROR", "This video is unavailable", UnavailableReason.Removed)]
    public async Task A_video_that_is_refused_is_told_with_its_reason(string status, string sentence, UnavailableReason reason)
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Status = status, Reason = sentence };
        Assert.Equal(reason, await ReasonAsync(youtube, VideoRequest.ForVideo(Id)));
    }

    [Fact]
    public async Task A_server_that_is_taken_for_a_bot_is_blocked()
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Status = "LOGIN_REQUIRED", Reason = "Sign in to confirm you’re not a bot" };
        await Assert.ThrowsAsync<VideoBlockedException>(() => youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broadcast_has_no_length_with_streams_or_without(bool streams)
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Seconds = 0, Streams = streams ? [Stream(youtube, TestMedia.OfSize(1000))] : [] };
        Assert.Equal(UnavailableReason.Live, await ReasonAsync(youtube, VideoRequest.ForVideo(Id)));
    }

    [Fact]
    public async Task A_video_over_the_limits_is_not_taken()
    {
        await using var youtube = await TestYouTube.StartAsync(limits: limits => (limits.MaxMinutes, limits.MaxMegabytes) = (1, 1));
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Seconds = 61, Streams = [Stream(youtube, TestMedia.OfSize(1000))] };
        youtube.Site.Videos["bbbbbbbbbbb"] = new TestVideo { Streams = [Stream(youtube, TestMedia.OfSize(1_000_001))] };
        await Assert.ThrowsAsync<VideoTooLongException>(() => youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token));
        await Assert.ThrowsAsync<VideoTooLargeException>(
            () => youtube.Source.ResolveAsync(VideoRequest.ForVideo(VideoId.Parse("bbbbbbbbbbb")), Token));
    }

    [Fact]
    public async Task A_format_that_is_gone_since_it_was_resolved_is_told()
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Videos[$"{Id}"] = new TestVideo { Streams = [Stream(youtube, TestMedia.OfSize(1000))] };
        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);
        var gone = video with { Key = video.Key with { Format = new VideoFormat(480, "mp4") } };
        using var film = new MemoryStream();
        await Assert.ThrowsAsync<VideoFormatUnavailableException>(() => youtube.Source.DownloadAsync(gone, film, cancellationToken: Token));
    }

    [Fact]
    public async Task An_address_that_expired_since_it_was_resolved_is_asked_for_again()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(100_000);
        var listed = new TestVideo { Streams = [Stream(youtube, media)] };
        youtube.Site.Videos[$"{Id}"] = listed;
        var video = await youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token);

        media.Token = "fresh";
        listed.Streams = [listed.Streams[0] with { Url = listed.Streams[0].Url + "&token=fresh" }];
        using var film = new MemoryStream();
        await youtube.Source.DownloadAsync(video, film, cancellationToken: Token);
        Assert.Equal(media.Bytes, film.ToArray());
    }

    [Fact]
    public async Task A_site_that_is_not_there_is_a_failure_for_the_moment()
    {
        await using var youtube = await TestYouTube.StartAsync(options => options.BaseUrl = "http://127.0.0.1:1");
        await Assert.ThrowsAsync<VideoTransientException>(() => youtube.Source.ResolveAsync(VideoRequest.ForVideo(Id), Token));
        await Assert.ThrowsAsync<VideoTransientException>(() => youtube.Source.ResolveAsync(VideoRequest.ForSearch("x"), Token));
    }

    private static TestStream Stream(TestYouTube youtube, TestMedia media) =>
        new(18, youtube.Site.Offer($"{Guid.NewGuid():N}", media), media.Bytes.Length, Muxed, 360);

    private static async Task<UnavailableReason> ReasonAsync(TestYouTube youtube, VideoRequest request) =>
        (await Assert.ThrowsAsync<VideoUnavailableException>(() => youtube.Source.ResolveAsync(request, Token))).Reason;

    private sealed class Watching(Action<DownloadProgress> see) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => see(value);
    }
}
