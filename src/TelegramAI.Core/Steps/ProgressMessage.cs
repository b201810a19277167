using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Keeps a chat message up to date with a job's progress: at the chat's pace, the latest state wins, and what was not shown is shown
/// with the next turn. Disposing it waits for the edit under way, so that nothing overwrites what the job says last.
/// </summary>
internal sealed partial class ProgressMessage : IProgress<JobProgress>, IAsyncDisposable
{
    private readonly IChat _chat;
    private readonly ChatId _place;
    private readonly JobId _job;
    private readonly MessageId _message;
    private readonly ChatPace _pace;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Growth _growth;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Task _editing;
    private JobProgress? _latest;

    /// <param name="chat">The chat.</param>
    /// <param name="place">Which of its chats the message is in.</param>
    /// <param name="job">The job.</param>
    /// <param name="message">The message to keep up to date.</param>
    /// <param name="shown">What it shows already: an edit that changes nothing would cost the chat its turn.</param>
    /// <param name="interval">The least time between two edits.</param>
    /// <param name="pace">The pace of the chat.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ProgressMessage(
        IChat chat, ChatId place, JobId job, MessageId message, string shown, TimeSpan interval, ChatPace pace, TimeProvider time, ILogger logger)
    {
        (_chat, _place, _job, _message, _pace, _time, _logger) = (chat, place, job, message, pace, time, logger);
        _growth = new Growth(interval);
        _editing = EditAsync(shown);
    }

    public void Report(JobProgress value)
    {
        Volatile.Write(ref _latest, value);
        try
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another report has just said that something changed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _editing;
        _stop.Dispose();
        _changed.Dispose();
    }

    private async Task EditAsync(string shown)
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(_stop.Token);
                while (!string.Equals(JobTexts.Of(Volatile.Read(ref _latest)!), shown, StringComparison.Ordinal))
                {
                    while (_pace.TryTake(_place) is var wait && wait > TimeSpan.Zero)
                        await Task.Delay(wait, _time, _stop.Token);

                    // An edit under way is finished on disposal, not cut off: a cut one could arrive after the last word.
                    var text = JobTexts.Of(Volatile.Read(ref _latest)!);
                    if (await TryEditAsync(text))
                        shown = text;

                    await Task.Delay(_growth.Next(), _time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has something else to say now.
        }
    }

    /// <returns>Whether it need not be tried again.</returns>
    private async Task<bool> TryEditAsync(string text)
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
            await _chat.EditAsync(_place, _message, new ChatText(text, Cancels: _job) { IsOptional = true }, deadline.Token);
            return true;
        }
        catch (ChatBusyException busy)
        {
            _pace.Hold(_place, busy.RetryAfter);
            return false;
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException)
        {
            LogEditFailed(exception, _job);
            return exception is not (ChatUnavailableException or OperationCanceledException);
        }
    }

    /// <summary>
    /// How long to wait after an edit beyond the chat's own pace: each wait is longer, because who watches a long download needs to see it
    /// move less often, and every edit counts towards Telegram's limits.
    /// </summary>
    private sealed class Growth(TimeSpan interval)
    {
        private const int Longest = 8;
        private int _factor = 1;

        public TimeSpan Next()
        {
            var wait = interval * (_factor - 1);
            _factor = Math.Min(_factor * 2, Longest);
            return wait;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not show the progress of job {JobId}")]
    private partial void LogEditFailed(Exception exception, JobId jobId);
}
