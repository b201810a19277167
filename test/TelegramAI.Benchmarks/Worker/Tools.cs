namespace TelegramAI.Benchmarks.Worker;

/// <summary>The programs of a script that does the worker's work.</summary>
internal static class Tools
{
    /// <summary>Debian's. Another one may be first on PATH.</summary>
    public const string YtDlp = "/usr/bin/yt-dlp";

    public const string Aws = "aws";

    /// <summary>Why the script can't be run here; null where it can.</summary>
    public static string? Missing => (File.Exists(YtDlp), IsOnPath(Aws)) switch
    {
        (false, _) => $"There is no {YtDlp} (apt-get install yt-dlp).",
        (_, false) => "The AWS command line is not installed (apt-get install awscli).",
        _ => null,
    };

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
