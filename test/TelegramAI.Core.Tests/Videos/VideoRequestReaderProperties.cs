using System.Diagnostics;
using CsCheck;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Tests.Videos;

public class VideoRequestReaderProperties
{
    private static readonly Gen<string> Id =
        Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"].Array[11].Select(chars => new string(chars))
            .Where(id => id is not ("videoseries" or "live_stream"));

    private static readonly Gen<string> Scheme = Gen.OneOfConst("https://", "http://", "HTTPS://", "", "//");

    private static readonly Gen<string> Page = Gen.OneOfConst(
        "{0}/watch?v={1}", "{0}/watch?app=desktop&v={1}&t=10s", "{0}/watch?list=PLx&index=2&v={1}#t=5", "{0}/shorts/{1}?feature=share", "{0}/live/{1}",
        "{0}/embed/{1}?start=3", "{0}/v/{1}", "{0}/e/{1}", "{0}/attribution_link?a=b&u=%2Fwatch%3Fv%3D{1}%26x%3Dy");

    private static readonly Gen<string> Host = Gen.OneOfConst(
        "youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com", "WWW.YouTube.com", "youtube.com:443", "youtube.com.");

    private static readonly Gen<string> ShortPage = Gen.OneOfConst("youtu.be/{1}", "youtu.be/{1}?si=abc&t=4", "YOUTU.BE/{1}#t=1", "www.youtu.be/{1}/");

    private static readonly Gen<(string Link, VideoId Id)> Link =
        Gen.Select(Scheme, Host, Gen.OneOf(Page, Page, ShortPage), Id, (scheme, host, page, id) => (scheme + string.Format(null, page, host, id), VideoId.Parse(id)));

    private static readonly Gen<string> Words =
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["абв שלום ,.!?:-_()[]<>\"'😀\n\u202E\u200B/@#&=%"], 0, 40], Gen.OneOfConst("", "see", "https://example.com/x", "node.js", "720p"));

    private static readonly Gen<string> Wrap = Gen.OneOfConst(" {0} ", " ({0}) ", " <{0}> ", " \"{0}\" ", " [x]({0}) ", " «{0}», ", " {0}. ", " **{0}** ", "\n{0}\n");

    /// <summary>Hosts that are not YouTube's, some of which try to look like it.</summary>
    private static readonly Gen<string> ForeignHost = Gen.OneOf(
        Gen.OneOfConst(
            "evil.com", "notyoutube.com", "youtube.com.evil.com", "youtube.evil", "youtube.com@evil.com", "youtu.be.evil.com", "my-youtu.be", "youtube.co",
            "youtube.com:80@evil.com", "уoutube.com", "youtube.com-evil.com", "xn--youtube.com", "127.0.0.1", "youtube.com%00.evil.com", "youtube.com\\.evil.com"),
        Gen.String[Gen.Char.AlphaNumeric, 1, 12].Select(name => name + ".youtube.com.example"));

    private static readonly Gen<string> Junk = Gen.String[Gen.Char["abcxyz019./?#&=%@:,;!()[]{}'|*`~^\\-_éж"], 0, 20];

    [Fact]
    public void Every_link_in_any_text_is_found_with_its_id() =>
        Gen.Select(Words, Wrap, Link, Words).Sample(
            (before, wrap, link, after) =>
            {
                var text = before + string.Format(null, wrap, link.Link) + after;
                Assert.Contains(VideoRequestReader.Read(text).Requests, request => request.VideoId == link.Id);
            },
            iter: 20_000);

    [Fact]
    public void Links_keep_their_order_and_come_once() =>
        Link.Array[1, 12].Sample(
            links =>
            {
                var requests = VideoRequestReader.Read(string.Join(' ', links.Select(link => link.Link))).Requests;
                Assert.Equal(links.Select(link => link.Id).Distinct(), requests.Select(request => request.VideoId!.Value));
            },
            iter: 5_000);

    [Fact]
    public void Another_host_never_gives_an_id() =>
        Gen.Select(Gen.OneOfConst("https://", "http://", "", "ftp://"), ForeignHost, Gen.OneOfConst("/", "?", "#", "/?u=", "/#/"), Junk, Link, Junk).Sample(
            (scheme, host, separator, before, link, after) =>
            {
                var reading = VideoRequestReader.Read(scheme + host + separator + before + link.Link + after);
                Assert.All(reading.Requests, request => Assert.Null(request.VideoId));
            },
            iter: 20_000);

    [Fact]
    public void No_text_is_too_strange() =>
        Gen.Select(Gen.String, Gen.OneOf(Gen.String, Junk, Words), Junk, (a, b, c) => a + b + c).Sample(
            text =>
            {
                var reading = VideoRequestReader.Read(text, [new HiddenLink(-5, text), new HiddenLink(int.MaxValue, text)]);
                Assert.Equal(reading.Rejection is null, reading.Requests.Count > 0);
                Assert.All(reading.Requests, request => Assert.True(request.VideoId is not null || request.Search is { Length: > 0 and <= 200 }));
            },
            iter: 20_000);

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("://")]
    [InlineData("a:")]
    [InlineData("a.b:")]
    [InlineData("a.")]
    [InlineData("((((")]
    [InlineData("https://")]
    [InlineData("h")]
    [InlineData(",")]
    [InlineData("//,")]
    [InlineData("%3A")]
    [InlineData("x.y/,")]
    [InlineData("https://youtu.be/,")]
    [InlineData("https://youtube.com/watch?v=")]
    [InlineData("youtu.be/dQw4w9WgXcQ,")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("https%3A%2F%2F")]
    [InlineData("https://youtube.com/attribution_link?u=%2F")]
    [InlineData("😀")]
    [InlineData("\uD83D")]
    [InlineData("4k ")]
    [InlineData("&v=")]
    public void Time_grows_with_the_length_and_not_with_its_square(string piece)
    {
        // Four times the text takes four times as long, and sixteen times where the time is quadratic. A busy machine distorts a
        // measurement, but not each of them.
        Measure(piece, 10_000);
        Assert.Contains(Enumerable.Range(0, 10), _ => Measure(piece, 1_000_000) < 9 * Measure(piece, 250_000));
    }

    private static TimeSpan Measure(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var watch = Stopwatch.StartNew();

        VideoRequestReader.Read(text);
        VideoRequestReader.Read("https://youtu.be/?" + text);
        VideoRequestReader.Read("a:" + text + "/");
        return watch.Elapsed;
    }
}
