using System.Text;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Batches;

/// <summary>What is said of the jobs of one message.</summary>
internal static class BatchTexts
{
    /// <summary>Telegram takes 4096 characters. https://core.telegram.org/bots/api#sendmessage</summary>
    private const int Longest = 3900;

    /// <summary>How far they are.</summary>
    public static string Progress(BatchTally tally)
    {
        var counts = new StringBuilder($"⏳ {tally.Count(JobState.Delivered)} of {tally.Jobs} done");
        Append(counts, tally.Count(JobState.Failed), "failed");
        Append(counts, tally.Count(JobState.Cancelled), "cancelled");
        Append(counts, tally.Count(JobState.Retrying), tally.Count(JobState.Retrying) == 1 ? "waits for another try" : "wait for another try");
        return WithWords(counts.Append('.'), tally);
    }

    /// <summary>How they ended.</summary>
    /// <param name="tally">Their results.</param>
    /// <param name="isCancelled">Somebody stopped those that were left.</param>
    public static string End(BatchTally tally, bool isCancelled)
    {
        var (delivered, failed) = (tally.Count(JobState.Delivered), tally.Count(JobState.Failed));
        var counts = new StringBuilder((isCancelled, delivered) switch
        {
            (true, _) => $"✖️ Cancelled, {delivered} of {tally.Jobs} videos are here",
            (_, 0) => $"❌ None of the {tally.Jobs} videos is here",
            _ when delivered == tally.Jobs => $"✅ All {tally.Jobs} videos are here",
            _ => $"✅ {delivered} of {tally.Jobs} videos are here",
        });
        Append(counts, failed, "failed");
        if (!isCancelled)
            Append(counts, tally.Count(JobState.Cancelled), "cancelled");

        return WithWords(counts.Append('.'), tally);
    }

    private static void Append(StringBuilder text, int count, string what)
    {
        if (count > 0)
            text.Append($", {count} {what}");
    }

    private static string WithWords(StringBuilder text, BatchTally tally)
    {
        string[] lines = [.. tally.Results.Select(result => result.Words).OfType<string>()];
        for (var index = 0; index < lines.Length; index++)
        {
            if (text.Length + lines[index].Length > Longest)
                return text.Append($"\n… and {lines.Length - index} more.").ToString();

            text.Append('\n').Append(lines[index]);
        }

        return text.ToString();
    }
}
