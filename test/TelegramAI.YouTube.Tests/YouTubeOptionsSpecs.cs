using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube.Tests;

public class YouTubeOptionsSpecs
{
    [Fact]
    public void The_defaults_need_a_scratch_folder_only()
    {
        var only = Assert.Single(Errors());
        Assert.StartsWith("YouTube:Scratch is '':", only, StringComparison.Ordinal);
        Assert.Equal("https://www.youtube.com", Options(("Scratch", Path.GetTempPath())).BaseUrl);
    }

    [Fact]
    public void The_section_sets_them()
    {
        var options = Options(("Scratch", Path.GetTempPath()), ("BaseUrl", "http://127.0.0.1:5000"), ("Segments", "2"), ("Proxy", "socks5://p:1"));
        Assert.Equal(("http://127.0.0.1:5000", 2, "socks5://p:1"), (options.BaseUrl, options.Segments, options.Proxy));
    }

    [Fact]
    public void Every_error_is_told_at_once_with_its_value()
    {
        var errors = Errors(
            ("BaseUrl", "ftp://x"), ("Proxy", "secret"), ("Ffmpeg", "/no/such/ffmpeg"), ("FfmpegSeconds", "0"),
            ("FfmpegMemoryMegabytes", "64"), ("Scratch", "here"), ("Segments", "99"), ("SegmentBytes", "1"), ("Tries", "0"), ("RetryMilliseconds", "-1"), ("StallSeconds", "0"));
        Assert.Equal(11, errors.Count);
        Assert.Contains(errors, error => error.StartsWith("YouTube:Segments is '99':", StringComparison.Ordinal));
        Assert.DoesNotContain(errors, error => error.Contains("secret", StringComparison.Ordinal));
    }

    private static List<string> Errors(params (string Name, string Value)[] values) =>
        [.. Assert.Throws<OptionsValidationException>(() => Options(values)).Failures];

    private static YouTubeOptions Options(params (string Name, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"YouTube:{pair.Name}", (string?)pair.Value)))
            .Build();
        using var services = new ServiceCollection().AddYouTube(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<YouTubeOptions>>().Value;
    }
}
