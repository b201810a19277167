using System.Text;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Tests.Videos;

public class VideoRequestReaderSpecs
{
    private static readonly VideoId Id = VideoId.Parse("yIVRs6YSbOM");
    private static readonly VideoId Other = VideoId.Parse("dQw4w9WgXcQ");

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("youtube.com/watch?v=yIVRs6YSbOM&t=10")]
    [InlineData("https://m.youtube.com/watch?app=desktop&v=yIVRs6YSbOM")]
    [InlineData("https://music.youtube.com/watch?v=yIVRs6YSbOM&list=RDAMVMyIVRs6YSbOM")]
    [InlineData("https://youtu.be/yIVRs6YSbOM?si=abcdefghijklmnop")]
    [InlineData("youtu.be/yIVRs6YSbOM")]
    [InlineData("//youtu.be/yIVRs6YSbOM")]
    [InlineData("https://youtu.be/watch?v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/embed/yIVRs6YSbOM?start=30")]
    [InlineData("https://www.youtube.com/shorts/yIVRs6YSbOM?feature=share")]
    [InlineData("https://www.youtube.com/live/yIVRs6YSbOM/")]
    [InlineData("https://www.youtube.com/v/yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/e/yIVRs6YSbOM")]
    [InlineData("https://www.youtube-nocookie.com/embed/yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/watch?v=yIVRs6YSbOM#t=5")]
    [InlineData("https://youtu.be/yIVRs6YSbOM#t=5")]
    [InlineData("https://www.youtube.com/watch?list=PLabc&index=3&v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DyIVRs6YSbOM%26feature%3Dshare")]
    [InlineData("https://www.youtube.com/attribution_link?u=https%3A%2F%2Fyoutu.be%2FyIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/attribution_link?u=https://www.youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("HTTPS://YOUTU.BE/yIVRs6YSbOM")]
    [InlineData("HtTp://WwW.YouTube.COM/Watch?V=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com:443/watch?v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com./watch?v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com//watch?v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/watch?feature=x&amp;v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/watch?v=yIVRs6YSb%4F%4D")]
    [InlineData("https://www.youtube.com/watch%3Fv%3DyIVRs6YSbOM")]
    [InlineData("https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DyIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/watch?v=yIVRs6YSbOM?t=10")]
    [InlineData("https://www.youtube.com/watch&v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/watch_popup?v=yIVRs6YSbOM")]
    [InlineData("https://m.youtube.com/#/watch?v=yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/tv#/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.googleapis.com/v/yIVRs6YSbOM")]
    [InlineData("https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DyIVRs6YSbOM%26cbrd%3D1&gl=NL&m=0&pc=yt&hl=en&src=1")]
    [InlineData("https://consent.youtube.com/ml?continue=https://www.youtube.com/shorts/yIVRs6YSbOM?cbrd=1&gl=DE")]
    [InlineData("https://accounts.google.com/ServiceLogin?service=youtube&continue=https%3A%2F%2Fwww.youtube.com%2Fsignin%3Fnext%3D%252Fwatch%253Fv%253DyIVRs6YSbOM")]
    [InlineData("https://www.google.com/url?sa=t&q=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DyIVRs6YSbOM&usg=x")]
    [InlineData("https://www.google.co.uk/url?url=https://youtu.be/yIVRs6YSbOM&rct=j")]
    [InlineData("google.de/url?q=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2FyIVRs6YSbOM%3Ffbclid%3Dx&h=AT0")]
    [InlineData("https://l.instagram.com/?u=https%3A%2F%2Fyoutu.be%2FyIVRs6YSbOM&e=x")]
    [InlineData("https://vk.com/away.php?to=https%3A%2F%2Fyoutu.be%2FyIVRs6YSbOM&post=1")]
    [InlineData("https://t.me/iv?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DyIVRs6YSbOM&rhash=1")]
    [InlineData("https://t.me/share/url?url=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fyoutu.be%2FyIVRs6YSbOM&data=x")]
    [InlineData("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fyoutu.be%2FyIVRs6YSbOM")]
    [InlineData("https://l.facebook.com/l.php?u=https%3A%2F%2Fconsent.youtube.com%2Fm%3Fcontinue%3Dhttps%253A%252F%252Fyoutu.be%252FyIVRs6YSbOM")]
    public void Every_form_of_a_link_is_read(string link) => Assert.Equal([Id], Ids(link));

    [Theory]
    [InlineData("see https://youtu.be/yIVRs6YSbOM please")]
    [InlineData("Have you seen https://youtu.be/yIVRs6YSbOM?")]
    [InlineData("It is https://youtu.be/yIVRs6YSbOM.")]
    [InlineData("(https://youtu.be/yIVRs6YSbOM)")]
    [InlineData("<https://youtu.be/yIVRs6YSbOM>")]
    [InlineData("\"https://youtu.be/yIVRs6YSbOM\", he said")]
    [InlineData("«https://youtu.be/yIVRs6YSbOM»")]
    [InlineData("[the video](https://youtu.be/yIVRs6YSbOM)")]
    [InlineData("**https://youtu.be/yIVRs6YSbOM**")]
    [InlineData("_https://youtu.be/yIVRs6YSbOM_")]
    [InlineData("`youtu.be/yIVRs6YSbOM`")]
    [InlineData("||youtu.be/yIVRs6YSbOM||")]
    [InlineData("<iframe src=\"//www.youtube.com/embed/yIVRs6YSbOM\"></iframe>")]
    [InlineData("👉youtu.be/yIVRs6YSbOM👈")]
    [InlineData("看这个https://youtu.be/yIVRs6YSbOM很好")]
    [InlineData("смотри:youtu.be/yIVRs6YSbOM")]
    [InlineData("1.https://youtu.be/yIVRs6YSbOM")]
    [InlineData("שלום \u200Fhttps://youtu.be/yIVRs6YSbOM\u200F")]
    [InlineData("https://youtu.be/yIVRs6YSbOM\nhttps://www.youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("from https://example.com/a (https://youtu.be/yIVRs6YSbOM)")]
    [InlineData("[a](https://example.com)[b](https://youtu.be/yIVRs6YSbOM)")]
    public void A_link_is_read_wherever_it_stands(string text) => Assert.Equal([Id], Ids(text));

    [Theory]
    [InlineData("https://youtu.be/yIVRs6YSbOM https://youtu.be/dQw4w9WgXcQ https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://youtu.be/yIVRs6YSbOMhttps://youtu.be/dQw4w9WgXcQ")]
    [InlineData("youtu.be/yIVRs6YSbOM,youtu.be/dQw4w9WgXcQ")]
    [InlineData("1) youtube.com/shorts/yIVRs6YSbOM; 2) www.youtube.com/watch?v=dQw4w9WgXcQ")]
    public void Several_links_keep_their_order_and_are_read_once(string text) => Assert.Equal([Id, Other], Ids(text));

    [Theory]
    [InlineData("https://youtube.com@evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://user:youtube.com@evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://evil.com@youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("youtube.com@evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("youtube.com:80@evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.com\\@evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://evil.com\\@youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://evil.com/?youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://evil.com/url?q=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://google.evil.com/url?q=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://l.facebook.com.evil.com/l.php?u=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://l.facebook.com@evil.com/l.php?u=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://l.facebook.com/l.php?u=https://evil.com/?v=yIVRs6YSbOM")]
    [InlineData("https://t.me/iv?url=https://evil.com/?u=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("ftp://www.google.com/url?q=https://youtu.be/yIVRs6YSbOM")]
    [InlineData("evil.com/?youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://evil.com/?u=https://youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://evil.com/#https://youtu.be/yIVRs6YSbOM")]
    [InlineData("https://evil.com/,youtu.be/yIVRs6YSbOM")]
    [InlineData("https://evil.com/(youtu.be/yIVRs6YSbOM)")]
    [InlineData("https://evil.com/)youtu.be/yIVRs6YSbOM")]
    [InlineData("https://youtube.com.evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("youtube.com.evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://notyoutube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("notyoutube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("my-youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.evil/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.com'.evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.com。evil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://уoutube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("уoutube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://xn--outube-3of.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube%2Ecom/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.com%2eevil.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.com:evil/watch?v=yIVRs6YSbOM")]
    [InlineData("https://youtube.com../watch?v=yIVRs6YSbOM")]
    [InlineData("ftp://youtube.com/watch?v=yIVRs6YSbOM")]
    [InlineData("https:// evil.com/youtube.com/watch?v=yIVRs6YSbOM")]
    public void Another_site_is_never_taken_for_YouTube(string text) => Assert.Empty(Ids(text));

    [Theory]
    [InlineData("hello_world")]
    [InlineData("yIVRs6YSbOM")]
    [InlineData("абвгдежзикл")]
    [InlineData("node.js")]
    [InlineData("node.js/express tutorial")]
    [InlineData("и/или")]
    public void Words_are_a_search_and_never_an_id(string text) => Assert.Equal(VideoRequest.ForSearch(text), Assert.Single(Read(text).Requests));

    [Theory]
    [InlineData("https://example.com/a?b=c", RequestRejection.NotYouTube)]
    [InlineData("👉 www.example.com!", RequestRejection.NotYouTube)]
    [InlineData("evil.com/?youtube.com/watch?v=yIVRs6YSbOM", RequestRejection.NotYouTube)]
    [InlineData("https://www.youtube.com/playlist?list=PLabc", RequestRejection.NotOneVideo)]
    [InlineData("the best: https://www.youtube.com/@somebody", RequestRejection.NotOneVideo)]
    [InlineData("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv", RequestRejection.NotOneVideo)]
    [InlineData("https://www.youtube.com/embed/videoseries?list=PLabc", RequestRejection.NotOneVideo)]
    [InlineData("https://www.youtube.com/watch?list=PLabc", RequestRejection.NotOneVideo)]
    [InlineData("https://youtu.be/", RequestRejection.NotOneVideo)]
    [InlineData("www.youtube.com", RequestRejection.NotOneVideo)]
    [InlineData("https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2F%40somebody", RequestRejection.NotOneVideo)]
    [InlineData("https://consent.youtube.com/", RequestRejection.NotYouTube)]
    [InlineData("https://www.youtube.com/watch?v=short", RequestRejection.BrokenLink)]
    [InlineData("https://youtu.be/yIVRs6YSbOMM", RequestRejection.BrokenLink)]
    [InlineData("https://youtu.be/абвгдежзикл", RequestRejection.BrokenLink)]
    [InlineData("", RequestRejection.Empty)]
    [InlineData(" \u200B\u202E\t ", RequestRejection.Empty)]
    [InlineData("...", RequestRejection.Empty)]
    [InlineData("720p", RequestRejection.Empty)]
    [InlineData(null, RequestRejection.Empty)]
    public void What_asks_for_nothing_says_why(string? text, RequestRejection reason)
    {
        var reading = VideoRequestReader.Read(text);

        Assert.Empty(reading.Requests);
        Assert.Equal(reason, reading.Rejection);
    }

    [Theory]
    [InlineData("funny cats https://example.com", "funny cats")]
    [InlineData("  funny \n\t cats  ", "funny cats")]
    [InlineData("fun\u202Eny\u0007 \u200Fcats\0", "funny cats")]
    [InlineData("🎵 lo-fi", "🎵 lo-fi")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    public void A_search_is_folded_and_cleaned(string text, string words) => Assert.Equal(words, Assert.Single(Read(text).Requests).Search);

    [Fact]
    public void Half_a_surrogate_pair_is_dropped() => Assert.Equal("half a pair", Assert.Single(Read("half \uD83D a pair").Requests).Search);

    [Fact]
    public void A_long_search_is_cut_between_characters()
    {
        var search = Assert.Single(Read("a" + string.Concat(Enumerable.Repeat("🎵", 300))).Requests).Search!;

        Assert.Equal(199, search.Length);
        Assert.EndsWith("🎵", search, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cats 720p", "cats", 720)]
    [InlineData("1080P cats", "cats", 1080)]
    [InlineData("cats (4k), please", "cats please", 2160)]
    [InlineData("360p: cats 720p", "cats", 360)]
    [InlineData("cats 720pixels", "cats 720pixels", null)]
    [InlineData("cats 999p", "cats 999p", null)]
    public void A_quality_is_a_word_of_its_own(string text, string words, int? height) =>
        Assert.Equal(VideoRequest.ForSearch(words, height), Assert.Single(Read(text).Requests));

    [Theory]
    [InlineData("A 480p", 480, null)]
    [InlineData("A 480p\nB", 480, null)]
    [InlineData("A\nB 480p", null, 480)]
    [InlineData("480p A\nB", 480, null)]
    [InlineData("A 480p B", 480, null)]
    [InlineData("A 480p\nB 720p", 480, 720)]
    [InlineData("A 480p B 720p", 480, 720)]
    [InlineData("480p A 720p B", 480, 720)]
    [InlineData("480p A B", 480, 480)]
    [InlineData("A B (480p)", 480, 480)]
    [InlineData("please in 480p:\nA\nB", 480, 480)]
    [InlineData("A\nB\n480p", 480, 480)]
    [InlineData("480p\nA\nB 720p", 480, 720)]
    [InlineData("A B", null, null)]
    public void A_quality_beside_one_link_is_that_links_and_one_for_all_is_that_of_all(string text, int? first, int? second)
    {
        var reading = Read(text.Replace("A", $"https://youtu.be/{Id}", StringComparison.Ordinal).Replace("B", $"youtu.be/{Other}", StringComparison.Ordinal));

        Assert.Equal(first, reading.Requests[0].MaxHeight);
        Assert.Equal(second, reading.Requests.ElementAtOrDefault(1)?.MaxHeight);
    }

    [Fact]
    public void What_is_dropped_beside_videos_is_told_with_the_reason()
    {
        var reading = Read($"https://youtu.be/{Id} https://vimeo.com/1 https://www.youtube.com/@somebody youtu.be/short https://vimeo.com/1 node.js/express");

        Assert.Equal([Id], reading.Requests.Select(request => request.VideoId));
        Assert.Equal(
            [
                new IgnoredLink("https://vimeo.com/1", RequestRejection.NotYouTube),
                new IgnoredLink("https://www.youtube.com/@somebody", RequestRejection.NotOneVideo),
                new IgnoredLink("youtu.be/short", RequestRejection.BrokenLink),
            ],
            reading.Ignored);
        Assert.Null(reading.Rejection);
    }

    [Fact]
    public void A_long_address_that_is_dropped_is_told_in_short() =>
        Assert.Equal(60, Assert.Single(Read($"https://youtu.be/{Id} https://example.com/{new string('a', 5000)}").Ignored).Address.Length);

    [Fact]
    public void A_hidden_link_counts_where_its_words_stand()
    {
        var reading = VideoRequestReader.Read(
            $"this one and https://youtu.be/{Other}", [new HiddenLink(0, $"https://youtu.be/{Id}"), new HiddenLink(5, "https://evil.com")]);

        Assert.Equal([Id, Other], reading.Requests.Select(request => request.VideoId));
    }

    [Fact]
    public void A_message_asks_for_fifty_videos_at_most()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 62; i++)
            text.Append($"https://youtu.be/video_{i:00000} ");

        var reading = Read(text.ToString());

        Assert.Equal(50, reading.Requests.Count);
        Assert.Equal("video_00049", $"{reading.Requests[^1].VideoId}");
        Assert.Equal(12, reading.LeftOut);
    }

    private static VideoRequestReading Read(string text) => VideoRequestReader.Read(text);

    private static IEnumerable<VideoId> Ids(string text) => Read(text).Requests.Select(request => request.VideoId).OfType<VideoId>();
}
