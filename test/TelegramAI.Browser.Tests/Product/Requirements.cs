namespace TelegramAI.Browser.Tests.Product;

/// <summary>Programs that specs need. Without one a spec is skipped, but on a build server it fails: there it has to be installed.</summary>
internal static class Requirements
{
    public static string? Chromium { get; } =
        File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium" : OnPath("chromium") ?? OnPath("google-chrome");

    public static string NeedChromium()
    {
        Need(Chromium is not null, "This spec needs Chromium: install chromium or Google Chrome.");
        return Chromium!;
    }

    public static void NeedFfmpeg() =>
        Need(OnPath("ffmpeg") is not null, "This spec needs ffmpeg, which joins picture and sound: install ffmpeg.");

    private static void Need(bool isThere, string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.True(isThere, reason);
        Assert.SkipUnless(isThere, reason);
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
