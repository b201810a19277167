using YoutubeExplode.Videos.Streams;

namespace YoutubeExplode.Tests;

public class StreamChoiceSpecs
{
    [Fact]
    public void Qualities_are_ordered_by_height_then_framerate()
    {
        VideoQuality[] ordered = [new(360, 60), new(720, 30), new(720, 60), new(1080, 24)];

        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.Equal(["360p60", "720p", "720p60", "1080p"], ordered.Select(quality => quality.Label));
        Assert.True(ordered[2] > ordered[1] && ordered[1] < ordered[2]);
    }

    [Theory]
    [InlineData(30, "720p")]
    [InlineData(31, "720p40")]
    [InlineData(48, "720p50")]
    [InlineData(50, "720p50")]
    [InlineData(60, "720p60")]
    public void A_label_has_the_frames_in_full_tens(int framerate, string label) => Assert.Equal(label, new VideoQuality(720, framerate).Label);

    [Theory]
    [InlineData(999, "999 Bit/s")]
    [InlineData(1_536, "1.5 Kbit/s")]
    [InlineData(13_107_200, "12.5 Mbit/s")]
    public void A_bitrate_is_told_in_the_unit_that_fits(long bitrate, string text) => Assert.Equal(text, new Bitrate(bitrate).ToString());

    [Fact]
    public void The_most_bits_win()
    {
        IStreamInfo[] streams = [Audio(128_000), Audio(256_000), Audio(48_000)];

        Assert.Same(streams[1], streams.GetWithHighestBitrate());
    }

    [Fact]
    public void Nothing_can_not_be_chosen_from()
    {
        Assert.Null(Array.Empty<IStreamInfo>().TryGetWithHighestBitrate());
        Assert.Null(Array.Empty<IVideoStreamInfo>().TryGetWithHighestVideoQuality());
        Assert.Throws<InvalidOperationException>(() => Array.Empty<IStreamInfo>().GetWithHighestBitrate());
        Assert.Throws<InvalidOperationException>(() => Array.Empty<IVideoStreamInfo>().GetWithHighestVideoQuality());
    }

    [Fact]
    public void Sizes_are_told_in_the_unit_that_fits()
    {
        Assert.Equal("999 B", new FileSize(999).ToString());
        Assert.Equal("1.5 KB", new FileSize(1_536).ToString());
        Assert.Equal("12.5 MB", new FileSize(13_107_200).ToString());
        Assert.Equal(2, new FileSize(2_147_483_648).GigaBytes);
    }

    private static AudioOnlyStreamInfo Audio(long bitrate) =>
        new("https://x", Container.WebM, new FileSize(1), new Bitrate(bitrate), "opus", audioLanguage: null, isAudioLanguageDefault: null);
}
