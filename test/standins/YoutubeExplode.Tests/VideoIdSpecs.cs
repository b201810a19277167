using YoutubeExplode.Videos;

namespace YoutubeExplode.Tests;

public class VideoIdSpecs
{
    [Theory]
    [InlineData("yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/watch?v=yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("youtube.com/watch?v=yIVRs6YSbOM&t=10", "yIVRs6YSbOM")]
    [InlineData("https://m.youtube.com/watch?app=desktop&v=yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://music.youtube.com/watch?v=yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://youtu.be/yIVRs6YSbOM?si=abc", "yIVRs6YSbOM")]
    [InlineData("https://youtu.be/watch?v=yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/embed/yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/shorts/yIVRs6YSbOM?feature=share", "yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/live/yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/v/yIVRs6YSbOM", null)]
    [InlineData("https://www.youtube-nocookie.com/embed/yIVRs6YSbOM", null)]
    [InlineData("see https://youtu.be/yIVRs6YSbOM please", null)]
    [InlineData("https://www.youtube.com/watch?v=yIVRs6YSbOM#t=5", null)]
    [InlineData("https://youtu.be/yIVRs6YSbOM#t=5", null)]
    [InlineData("https://www.youtube.com/watch?v=short", null)]
    [InlineData("hello world", null)]
    [InlineData("hello_world", "hello_world")]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("https://www.youtube.com/playlist?list=PLabc", null)]
    [InlineData("https://evil.com/?youtube.com/watch?v=yIVRs6YSbOM", "yIVRs6YSbOM")]
    [InlineData("https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DyIVRs6YSbOM", null)]
    [InlineData("HTTPS://YOUTU.BE/yIVRs6YSbOM", null)]
    [InlineData("абвгдежзикл", "абвгдежзикл")]
    public void Text_is_read_as_the_published_package_reads_it(string? text, string? id) => Assert.Equal(id, VideoId.TryParse(text)?.Value);

    [Fact]
    public void Text_without_an_id_can_not_be_taken_for_one()
    {
        Assert.Throws<ArgumentException>(() => VideoId.Parse("hello world"));
        Assert.Throws<ArgumentException>(() => (VideoId)"hello world");
    }

    [Fact]
    public void Ids_are_equal_when_their_letters_are()
    {
        Assert.True(VideoId.Parse("https://youtu.be/yIVRs6YSbOM") == "yIVRs6YSbOM");
        Assert.True(VideoId.Parse("yIVRs6YSbOM") != VideoId.Parse("yIVRs6YSbom"));
    }
}
