using Microsoft.Extensions.Options;

namespace TelegramAI.YouTube;

internal sealed class YouTubeOptionsValidator : IValidateOptions<YouTubeOptions>
{
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    public ValidateOptionsResult Validate(string? name, YouTubeOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(YouTubeOptions options)
    {
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https") || api.PathAndQuery is not "/")
            yield return Error(nameof(options.BaseUrl), options.BaseUrl, "it must be a web address without a path, such as https://www.youtube.com");

        // A proxy's address may hold a password, so its value is not repeated.
        if (!string.IsNullOrEmpty(options.Proxy)
            && (!Uri.TryCreate(options.Proxy, UriKind.Absolute, out var proxy) || !ProxySchemes.Contains(proxy.Scheme, StringComparer.Ordinal)))
        {
            yield return Error(nameof(options.Proxy), "…", $"it must be an address that begins with one of {string.Join(", ", ProxySchemes)}");
        }

        if (options.Ffmpeg is { } ffmpeg && Path.GetFileName(ffmpeg).Length != ffmpeg.Length && !File.Exists(ffmpeg))
            yield return Error(nameof(options.Ffmpeg), ffmpeg, "there is no such file");

        if (options.FfmpegSeconds is not (> 0 and <= 3600))
            yield return Error(nameof(options.FfmpegSeconds), options.FfmpegSeconds, "it must be more than 0 and at most 3600");

        if (options.FfmpegMemoryMegabytes is < 128 or > 65_536)
            yield return Error(nameof(options.FfmpegMemoryMegabytes), options.FfmpegMemoryMegabytes, "it must be 128 to 65536");

        if (!Path.IsPathFullyQualified(options.Scratch))
            yield return Error(nameof(options.Scratch), options.Scratch, "it must be the full path of a folder");

        if (options.Segments is < 1 or > 16)
            yield return Error(nameof(options.Segments), options.Segments, "it must be 1 to 16");

        if (options.SegmentBytes is < 16 * 1024 or > 8 * 1024 * 1024)
            yield return Error(nameof(options.SegmentBytes), options.SegmentBytes, "it must be 16384 to 8388608: YouTube slows larger ones down");

        if (options.Tries is < 1 or > 20)
            yield return Error(nameof(options.Tries), options.Tries, "it must be 1 to 20");

        if (options.RetryMilliseconds is < 0 or > 10_000)
            yield return Error(nameof(options.RetryMilliseconds), options.RetryMilliseconds, "it must be 0 to 10000");

        if (options.StallSeconds is not (> 0 and <= 600))
            yield return Error(nameof(options.StallSeconds), options.StallSeconds, "it must be more than 0 and at most 600");
    }

    private static string Error(string option, object? value, string reason) =>
        $"{YouTubeOptions.Section}:{option} is '{value}': {reason}";
}
