using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>Says a job's last word, or what it waits for: in the job's own message, or in a new one where there is none.</summary>
internal sealed partial class JobVoice(IChat chat, TimeProvider time, ILogger logger)
{
    private readonly PatientChat _patient = new(chat, time, logger);

    /// <summary>Says it, and remembers a new message in the ledger. A chat that is gone hears nothing, which is no failure.</summary>
    public async Task SayAsync(JobRun run, string text, CancellationToken cancellationToken)
    {
        var job = run.Entry.Job;
        try
        {
            if (run.Entry.Progress is { } message && await TryEditAsync(job, message, text, cancellationToken))
                return;

            var sent = await _patient.SendAsync(job.Place, new ChatText(text), cancellationToken);
            await run.UpdateAsync(entry => entry with { Progress = sent }, cancellationToken);
        }
        catch (ChatGoneException gone)
        {
            LogChatGone(gone, job.Id, job.Id.Short);
        }
    }

    private async Task<bool> TryEditAsync(DownloadJob job, MessageId message, string text, CancellationToken cancellationToken)
    {
        try
        {
            await _patient.EditAsync(job.Chat, message, new ChatText(text), cancellationToken);
            return true;
        }
        catch (ChatMessageGoneException)
        {
            // Its reader has deleted it.
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} ({ShortId}) has no chat to speak in")]
    private partial void LogChatGone(Exception exception, JobId jobId, string shortId);
}
