using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Choosing;
using YoutubeExplode.Videos.ClosedCaptions;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Tests.Choosing;

public class StreamChooserSpecs
{
    // One stream each: "muxed 360", "video 1080 avc1", "audio mp4a", with "=MB" for its size.
    private const string Usual = "muxed 360 avc1 =10, video 360 avc1 =8, video 720 avc1 =30, video 1080 avc1 =60, video 1080 vp9 webm =40, "
        + "video 1080 av01 =35, video 2160 av01 =200, audio mp4a =3, audio opus webm =3";

    [Theory]
    [InlineData("the highest up to the preference", Usual, 1080, "1080 avc1 + mp4a")]
    [InlineData("a lower preference", Usual, 720, "720 avc1 + mp4a")]
    [InlineData("a preference between heights", Usual, 1000, "720 avc1 + mp4a")]
    [InlineData("the whole stream where it is as high", Usual, 360, "360 avc1")]
    [InlineData("the lowest where all are higher", Usual, 144, "360 avc1")]
    [InlineData("no AV1 where there is H.264, however high", Usual, 4320, "1080 avc1 + mp4a")]
    [InlineData("another codec where there is no H.264", "video 720 av01 =9, video 720 vp9 webm =9, audio mp4a =1", 1080, "720 av01 + mp4a")]
    [InlineData("AAC before other sound", "video 720 avc1 =9, audio ec-3 =4, audio mp4a =1", 1080, "720 avc1 + mp4a")]
    [InlineData("no webm sound", "muxed 360 avc1 =9, video 720 avc1 =9, audio opus webm =4", 1080, "360 avc1")]
    [InlineData("a video without sound as it is", "video 720 avc1 =9, video 480 avc1 =5", 1080, "720 avc1")]
    [InlineData("the smoother of two", "video 720 avc1 =9, video 720@60 avc1 =12, audio mp4a =1", 1080, "720@60 avc1 + mp4a")]
    public void Chooses(string what, string offered, int wanted, string expected) =>
        Assert.Equal((what, expected), (what, Describe(StreamChooser.Choose(Manifest(offered), FormatPreference(wanted)))));

    [Theory]
    [InlineData(100, "1080 avc1 + mp4a")]
    [InlineData(62, "720 avc1 + mp4a")]
    [InlineData(32, "360 avc1")]
    [InlineData(10, "360 avc1")]
    public void Keeps_to_the_size_limit(int megabytes, string expected) =>
        Assert.Equal(expected, Describe(StreamChooser.Choose(Manifest(Usual), FormatPreference(1080) with { MaxBytes = megabytes * 1_000_000L })));

    [Fact]
    public void Refuses_a_video_whose_smallest_format_is_too_large()
    {
        var error = Assert.Throws<VideoTooLargeException>(() => StreamChooser.Choose(Manifest(Usual), FormatPreference(1080) with { MaxBytes = 9_000_000 }));
        Assert.Contains("10 MB", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_without_ffmpeg_by_taking_the_whole_stream() =>
        Assert.Equal("360 avc1", Describe(StreamChooser.Choose(Manifest(Usual), FormatPreference(1080) with { CanMux = false })));

    [Theory]
    [InlineData("muxed 720 vp9 webm =3")]
    [InlineData("video 720 avc1 =3, audio opus webm =1")]
    [InlineData("audio mp4a =1")]
    public void Says_when_there_is_nothing_that_Telegram_plays(string offered) =>
        Assert.Throws<VideoFormatUnavailableException>(() => StreamChooser.Choose(Manifest(offered), FormatPreference(1080)));

    [Theory]
    [InlineData(2000, 2000, "1080 avc1 + mp4a")]
    [InlineData(50, 2000, "720 avc1 + mp4a")]
    [InlineData(20, 2000, "360 avc1")]
    [InlineData(9, 2000, "1080 avc1 + mp4a")]
    [InlineData(9, 40, "720 avc1 + mp4a")]
    public void Chooses_the_highest_that_fits_the_chat_and_for_a_link_only_where_none_does(int chat, int most, string expected)
    {
        var preference = FormatPreference(1080) with { ChatBytes = chat * 1_000_000L, MaxBytes = most * 1_000_000L };
        var manifest = Manifest(Usual);
        var choice = StreamChooser.Choose(manifest, preference);
        Assert.Equal(expected, Describe(choice));

        // What is downloaded is what was chosen.
        Assert.Equal(choice, StreamChooser.Find(manifest, preference with { Height = choice.Height }));
    }

    [Fact]
    public void Finds_the_one_of_several_of_a_height_that_fits_the_chat()
    {
        var manifest = Manifest("video 720 avc1 =30, video 720@60 avc1 =60, audio mp4a =1");
        var preference = FormatPreference(720) with { ChatBytes = 50_000_000 };
        Assert.Equal("720 avc1 + mp4a", Describe(StreamChooser.Find(manifest, preference)!));
        Assert.Equal("720@60 avc1 + mp4a", Describe(StreamChooser.Find(manifest, preference with { ChatBytes = 2_000_000_000 })!));
    }

    [Theory]
    [InlineData(1080, true, 2000, 2000, null)]
    [InlineData(1080, false, 2000, 2000, HeightReason.FfmpegMissing)]
    [InlineData(360, false, 2000, 2000, null)]
    [InlineData(1080, true, 50, 2000, HeightReason.TooLargeForChat)]
    [InlineData(1080, false, 9, 2000, HeightReason.FfmpegMissing)]
    [InlineData(1080, false, 20, 20, HeightReason.TooLargeForChat)]
    [InlineData(1080, true, 9, 2000, null)]
    [InlineData(1080, true, 9, 40, HeightReason.TooLarge)]
    [InlineData(4320, true, 2000, 2000, HeightReason.HighestOffered)]
    [InlineData(144, true, 2000, 2000, HeightReason.LowestOffered)]
    public void Knows_why_it_is_not_of_the_wished_height(int wanted, bool canMux, int chat, int most, HeightReason? reason)
    {
        var manifest = Manifest(Usual);
        var preference = FormatPreference(wanted) with { CanMux = canMux, ChatBytes = chat * 1_000_000L, MaxBytes = most * 1_000_000L };
        Assert.Equal(reason, preference.Reason(manifest, StreamChooser.Choose(manifest, preference)));
    }

    [Fact]
    public void Finds_the_height_that_was_resolved_or_nothing()
    {
        var manifest = Manifest(Usual);
        Assert.Equal("720 avc1 + mp4a", Describe(StreamChooser.Find(manifest, FormatPreference(720))!));
        Assert.Null(StreamChooser.Find(manifest, FormatPreference(480)));
        Assert.Null(StreamChooser.Find(manifest, FormatPreference(720) with { CanMux = false }));
        Assert.Null(StreamChooser.Find(manifest, FormatPreference(720) with { MaxBytes = 20_000_000 }));
    }

    private static FormatPreference FormatPreference(int height) => new() { Height = height, ChatBytes = 2_000_000_000, MaxBytes = 2_000_000_000, CanMux = true };

    private static string Describe(StreamChoice choice)
    {
        var fast = choice.Video.VideoQuality.Framerate > 30 ? $"@{choice.Video.VideoQuality.Framerate}" : "";
        var sound = choice.Audio is { } audio ? $" + {audio.AudioCodec}" : "";
        return $"{choice.Height}{fast} {choice.Video.VideoCodec}{sound}";
    }

    private static StreamManifest Manifest(string streams) => new([.. streams.Split(", ").Select(Stream)]);

    private static IStreamInfo Stream(string text)
    {
        var words = text.Split(' ');
        var megabytes = int.Parse(words[^1][1..]);
        var container = words.Contains("webm", StringComparer.Ordinal) ? Container.WebM : Container.Mp4;
        if (words[0] is "audio")
            return Sound(words[1], container, megabytes, 128_000, isDefault: null);

        var height = int.Parse(words[1].Split('@')[0]);
        var quality = new VideoQuality(height, words[1].Contains('@', StringComparison.Ordinal) ? 60 : 30);
        var resolution = new YoutubeExplode.Common.Resolution(height * 16 / 9, height);
        var (size, bitrate) = (new FileSize(megabytes * 1_000_000L), new Bitrate(megabytes));
        return words[0] is "muxed"
            ? new MuxedStreamInfo("u", container, size, bitrate, "mp4a", null, null, words[2], quality, resolution, false)
            : new VideoOnlyStreamInfo("u", container, size, bitrate, words[2], quality, resolution, false);
    }

    private static AudioOnlyStreamInfo Sound(string codec, Container container, int megabytes, long bitrate, bool? isDefault) =>
        new("u", container, new FileSize(megabytes * 1_000_000L), new Bitrate(bitrate), codec, isDefault is null ? null : new Language("en", "English"), isDefault);
}
