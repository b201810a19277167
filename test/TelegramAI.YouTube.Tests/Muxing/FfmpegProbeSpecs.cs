using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.YouTube.Tests.Muxing;

public class FfmpegProbeSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_the_one_on_the_path_with_its_version()
    {
        TestMovie.SkipWithoutFfmpeg();
        var ffmpeg = await Probe(configured: null).FindAsync(Token);
        Assert.NotNull(ffmpeg);
        Assert.True(Path.IsPathFullyQualified(ffmpeg.Path));
        Assert.Matches("^[nN]?[-0-9]", ffmpeg.Version);
    }

    [Fact]
    public async Task Finds_the_one_that_is_configured()
    {
        await using var fake = FakeFfmpeg.That("exit 0");
        Assert.Equal(new Ffmpeg(fake.Path, "9.9-fake"), await Probe(fake.Path).FindAsync(Token));
    }

    [Theory]
    [InlineData(YouTubeOptions.NoFfmpeg)]
    [InlineData("no-such-ffmpeg")]
    [InlineData("/no/such/ffmpeg")]
    [InlineData("/bin/true")]
    [InlineData("/etc/passwd")]
    public async Task Finds_none_where_there_is_none(string configured) => Assert.Null(await Probe(configured).FindAsync(Token));

    private static FfmpegProbe Probe(string? configured)
    {
        var options = Options.Create(new YouTubeOptions { Ffmpeg = configured });
        return new(new FfmpegProcess(options, NullLogger<FfmpegProcess>.Instance), options, TimeProvider.System);
    }
}
