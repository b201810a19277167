using System.Globalization;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Steps;

/// <summary>What a job says in its chat.</summary>
internal static class JobTexts
{
    public static string Of(JobProgress progress) => progress switch
    {
        { Step: JobStep.Resolve } => "🔎 Resolving…",
        { Step: JobStep.Store, Download: { Total: > 0 } download } when download.Done >= download.Total => $"💾 {progress.Title}\nStoring…",
        { Step: JobStep.Store, Download: { Total: > 0 } download } =>
            $"⬇️ {progress.Title}\n{100 * download.Done / download.Total} % of {Megabytes(download.Total)}",
        { Step: JobStep.Store } => $"⬇️ {progress.Title}\nWaiting for the download…",
        _ => $"📤 {progress.Title}\nSending…",
    };

    /// <param name="video">The video.</param>
    /// <param name="bytes">What it has.</param>
    /// <param name="link">Where it is.</param>
    /// <param name="lifetime">How long the link works from now on.</param>
    public static string Link(ResolvedVideo video, long bytes, VideoLink link, TimeSpan lifetime) => string.Create(
        CultureInfo.InvariantCulture,
        $"🔗 {video.Title}\nWith {Megabytes(bytes)} it is too large for the chat. Download it within {Span(lifetime)}, until {link.Until.UtcDateTime:d MMM yyyy HH:mm} UTC:\n{link.Address}");

    public static string Again(string sentence, TimeSpan delay) =>
        $"⏳ {sentence}. Trying again {(delay < TimeSpan.FromSeconds(1) ? "now" : $"in {Wait(delay)}")}.";

    public static string Failed(string sentence, JobId job) => $"❌ {sentence}. (id {job.Short})";

    public static string GaveUp(JobId job) => Failed("Something went wrong again and again, and this video could not be had", job);

    public static string Cancelled => "✖️ Cancelled.";

    private static string Wait(TimeSpan delay) => delay < TimeSpan.FromMinutes(2) ? $"{delay.TotalSeconds:0} s" : $"{delay.TotalMinutes:0} min";

    private static string Span(TimeSpan time) => time < TimeSpan.FromMinutes(90) ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalHours:0} hours";

    private static string Megabytes(long bytes) => $"{bytes / 1_000_000.0:0.0} MB";
}
