using Microsoft.AspNetCore.Http;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Tests.Site;
using TelegramAI.YouTube.Thumbnails;

namespace TelegramAI.YouTube.Tests.Thumbnails;

public class ThumbnailSpecs
{
    private static readonly VideoId Id = VideoId.Parse("aaaaaaaaaaa");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task YouTubes_own_small_picture_is_the_picture()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var picture = Jpeg(320, 180, bytes: 20_000);
        youtube.Site.Pictures[$"{Id}/mqdefault.jpg"] = Results.Bytes(picture, "image/jpeg");

        Assert.Equal(picture, (await youtube.Source.ThumbnailAsync(Video(320, 180), Token))!.Value.ToArray());
    }

    [Theory]
    [InlineData(320, 180, 200_000, true)]
    [InlineData(320, 180, 200_001, false)]
    [InlineData(321, 180, 1000, false)]
    [InlineData(180, 321, 1000, false)]
    [InlineData(0, 180, 1000, false)]
    public async Task Only_a_picture_that_Telegram_takes_is_one(int width, int height, int bytes, bool fits)
    {
        await using var youtube = await TestYouTube.StartAsync();
        var picture = Jpeg(width, height, bytes);

        // Once with its length told before, once without.
        youtube.Site.Pictures[$"{Id}/mqdefault.jpg"] = Results.Bytes(picture, "image/jpeg");
        Assert.Equal(fits, await youtube.Source.ThumbnailAsync(Video(320, 180), Token) is not null);
        youtube.Site.Pictures[$"{Id}/mqdefault.jpg"] = Results.Stream(async body => await body.WriteAsync(picture, Token), "image/jpeg");
        Assert.Equal(fits, await youtube.Source.ThumbnailAsync(Video(320, 180), Token) is not null);
    }

    [Theory]
    [InlineData(1920, 1080, true)]
    [InlineData(1998, 1080, true)]
    [InlineData(608, 1080, false)]
    [InlineData(1080, 1080, false)]
    [InlineData(640, 480, false)]
    [InlineData(2560, 1080, false)]
    public async Task A_picture_of_another_shape_than_the_video_is_none(int width, int height, bool fits)
    {
        await using var youtube = await TestYouTube.StartAsync();
        youtube.Site.Pictures[$"{Id}/mqdefault.jpg"] = Results.Bytes(Jpeg(320, 180, bytes: 1000), "image/jpeg");

        Assert.Equal(fits, await youtube.Source.ThumbnailAsync(Video(width, height), Token) is not null);
    }

    [Fact]
    public async Task A_picture_that_is_none_is_none()
    {
        await using var youtube = await TestYouTube.StartAsync();
        Assert.Null(await youtube.Source.ThumbnailAsync(Video(320, 180), Token));

        foreach (var answer in new[] { Results.Text("<html>"), Results.StatusCode(500), Results.Bytes([]), Results.Bytes([0xFF, 0xD8]), Results.Redirect("/vi/x/none.jpg") })
        {
            youtube.Site.Pictures[$"{Id}/mqdefault.jpg"] = answer;
            Assert.Null(await youtube.Source.ThumbnailAsync(Video(320, 180), Token));
        }
    }

    [Fact]
    public async Task A_site_that_is_away_has_no_pictures()
    {
        await using var youtube = await TestYouTube.StartAsync(options => options.BaseUrl = "http://127.0.0.1:9");

        Assert.Null(await youtube.Source.ThumbnailAsync(Video(320, 180), Token));
    }

    [Fact]
    public void The_size_is_read_from_whatever_begins_like_a_picture_and_never_beyond_its_end()
    {
        var picture = Jpeg(320, 180, 1000);
        Assert.Equal((320, 180), JpegSize.Read(picture));
        for (var length = 0; length < 60; length++)
            JpegSize.Read(picture.AsSpan(0, length));

        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = picture[..100];
            for (var j = 0; j < 4; j++)
                damaged[random.Next(2, damaged.Length)] = (byte)random.Next(256);
            JpegSize.Read(damaged);
        }
    }

    private static VideoManifest Video(int width, int height) => new()
    {
        Key = new VideoKey(Id, new VideoFormat(height, "mp4")),
        Title = "",
        Author = "",
        Duration = TimeSpan.FromSeconds(1),
        Width = width,
        Height = height,
        Bytes = 1,
        StoredAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The header of a picture, with a thumbnail of its own in it, and nothing behind.</summary>
    private static byte[] Jpeg(int width, int height, int bytes)
    {
        byte[] header =
        [
            0xFF, 0xD8,
            0xFF, 0xE0, 0, 8, 0xFF, 0xC0, 0, 17, 9, 9,
            0xFF, 0xFF, 0xC4, 0, 4, 1, 2,
            0xFF, 0xC2, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3,
        ];
        var picture = new byte[bytes];
        header.CopyTo(picture, 0);
        return picture;
    }
}
