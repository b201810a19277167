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
        { Download: { Total: > 0 } sent } => $"📤 {progress.Title}\nSending, {100 * sent.Done / sent.Total} % of {Megabytes(sent.Total)}",
        _ => $"📤 {progress.Title}\nSending…",
    };

    public const string NoVideosHere = "This chat doesn't allow me to send videos.";

    public static string TooLarge(long bytes) => $"At {Megabytes(bytes)} this video is too large to send here.";

    /// <param name="video">The video.</param>
    /// <param name="reason">Why it is a link.</param>
    /// <param name="link">Where it is.</param>
    /// <param name="lifetime">How long the link works from now on.</param>
    public static string Link(ResolvedVideo video, string reason, VideoLink link, TimeSpan lifetime) => string.Create(
        CultureInfo.InvariantCulture,
        $"🔗 {video.Title}\n{reason} Download it within {Span(lifetime)}, until {link.Until.UtcDateTime:d MMM yyyy HH:mm} UTC:\n{link.Address}");

    /// <param name="job">The job.</param>
    /// <param name="sentence">What failed.</param>
    /// <param name="at">When it is tried again; null for now.</param>
    public static string Again(JobEntry job, string sentence, DateTimeOffset? at) => string.Create(
        CultureInfo.InvariantCulture,
        $"⏳ {Name(job)}{sentence}. Trying again {(at is { } time ? $"at {time.UtcDateTime:HH:mm:ss} UTC" : "now")}.");

    public static string Failed(JobEntry job, string sentence) => $"❌ {Name(job)}{sentence}. (id {job.Job.Id.Short})";

    public static string GaveUp(JobEntry job) => Failed(job, "This video couldn't be downloaded after several attempts");

    public static string Cancelled => "✖️ Cancelled.";

    /// <summary>Which one it is, of several that one message asked for. A job of its own answers the message that names it.</summary>
    private static string Name(JobEntry entry) => entry switch
    {
        { Job.BatchSize: null } => "",
        { Resolved.Title: { } title } => $"{title}: ",
        { Job.Request.VideoId: { } id } => $"https://youtu.be/{id}: ",
        { Job.Request.Search: var words } => $"“{words}”: ",
    };

    private static string Span(TimeSpan time) => time < TimeSpan.FromMinutes(90) ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalHours:0} hours";

    private static string Megabytes(long bytes) => $"{bytes / 1_000_000.0:0.0} MB";
}
