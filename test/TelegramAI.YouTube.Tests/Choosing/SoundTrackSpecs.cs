using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Choosing;
using YoutubeExplode.Common;
using YoutubeExplode.Videos.ClosedCaptions;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Tests.Choosing;

/// <summary>Which of a video's sounds is taken: the one that it was made with.</summary>
public class SoundTrackSpecs
{
    private const string Original = "acont%3Doriginal%3Alang%3Dde-DE";
    private const string Automatic = "acont%3Ddubbed-auto%3Alang%3Den-US";
    private const string Dubbed = "acont%3Ddubbed%3Alang%3Den-US";
    private static readonly FormatPreference FormatPreference = new() { Height = 1080, ChatBytes = long.MaxValue, MaxBytes = long.MaxValue, CanMux = true };

    [Theory]
    [InlineData(Automatic)]
    [InlineData(Dubbed)]
    [InlineData("acont%3Ddescriptive%3Alang%3Dde-DE")]
    public void The_original_sound_wins_over_a_default_of_more_bits(string other)
    {
        var original = Sound(Original, bitrate: 100_000, isDefault: false);
        Assert.Same(original, Choose(Picture(720), Sound(other, bitrate: 200_000, isDefault: true), original).Audio);
    }

    [Fact]
    public void A_whole_stream_with_a_dub_is_passed_over()
    {
        var original = Sound(Original);
        Assert.Same(original, Choose(Whole(720, Automatic), Picture(360), original).Audio);
        Assert.Null(Choose(Whole(720, Original), Picture(720), original).Audio);
    }

    [Fact]
    public void A_whole_stream_that_may_have_a_dub_is_passed_over_where_the_original_is_known()
    {
        var original = Sound(Original);
        Assert.Same(original, Choose(Whole(720, tags: null), Picture(360), original, Sound(Automatic)).Audio);
        Assert.Null(Choose(Whole(720, tags: null), Picture(360), original).Audio);
    }

    [Fact]
    public void An_automatic_dub_is_never_taken_even_where_nothing_else_is_offered()
    {
        Assert.Null(Choose(Whole(360, tags: null), Picture(720), Sound(Automatic)).Audio);
        Assert.Throws<VideoFormatUnavailableException>(() => Choose(Whole(360, Automatic), Picture(720), Sound(Automatic)));
    }

    [Fact]
    public void A_dub_by_people_is_better_than_nothing() =>
        Assert.Equal(SoundTrack.Alternative, Choose(Picture(720), Sound(Dubbed), Sound(Automatic)).Track);

    [Fact]
    public void The_tracks_name_tells_where_its_address_does_not()
    {
        var original = new AudioOnlyStreamInfo(
            "https://host/videoplayback?itag=140", Container.Mp4, new FileSize(1000), new Bitrate(1000), "mp4a.40.2", new Language("de", "German original"), false);
        Assert.Same(original, Choose(Picture(720), Sound(tags: null, isDefault: true), original, Sound(Dubbed)).Audio);
    }

    [Fact]
    public void A_sound_of_levelled_loudness_is_the_second_choice()
    {
        var plain = Sound(Original);
        Assert.Same(plain, Choose(Picture(720), Sound("drc%3D1%3A" + Original, bitrate: 200_000), plain).Audio);
    }

    private static StreamChoice Choose(params IStreamInfo[] streams) => StreamChooser.Choose(new StreamManifest(streams), FormatPreference);

    private static string Address(string? tags) => "https://host/videoplayback?itag=140" + (tags is null ? "" : $"&xtags={tags}&clen=1000");

    private static AudioOnlyStreamInfo Sound(string? tags, long bitrate = 128_000, bool? isDefault = null) =>
        new(Address(tags), Container.Mp4, new FileSize(1000), new Bitrate(bitrate), "mp4a.40.2", isDefault is null ? null : new Language("en", "English"), isDefault);

    private static VideoOnlyStreamInfo Picture(int height) =>
        new("https://host/videoplayback?itag=136", Container.Mp4, new FileSize(1000), new Bitrate(1000), "avc1", new VideoQuality(height, 30), new Resolution(640, height), false);

    private static MuxedStreamInfo Whole(int height, string? tags) => new(
        Address(tags), Container.Mp4, new FileSize(1000), new Bitrate(1000), "mp4a", null, null, "avc1", new VideoQuality(height, 30), new Resolution(640, height), false);
}
