using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Keeps a chat message up to date with a job's progress: at most one edit per interval, the latest state wins, and a lost edit is
/// no loss. Disposing it waits for the edit under way, so that nothing overwrites what the job says last.
/// </summary>
internal sealed partial class ProgressMessage : IProgress<JobProgress>, IAsyncDisposable
{
    private readonly IChat _chat;
    private readonly JobId _job;
    private readonly MessageId _message;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Task _editing;
    private JobProgress? _latest;

    public ProgressMessage(IChat chat, JobId job, MessageId message, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        (_chat, _job, _message, _interval, _time, _logger) = (chat, job, message, interval, time, logger);
        _editing = EditAsync();
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

    private async Task EditAsync()
    {
        var shown = "";
        try
        {
            while (true)
            {
                await _changed.WaitAsync(_stop.Token);
                var text = JobTexts.Of(Volatile.Read(ref _latest)!);
                if (!string.Equals(text, shown, StringComparison.Ordinal))
                {
                    // An edit under way is finished on disposal, not cut off: a cut one could arrive after the last word.
                    var wait = await TryEditAsync(text);
                    shown = text;
                    await Task.Delay(wait, _time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has something else to say now.
        }
    }

    private async Task<TimeSpan> TryEditAsync(string text)
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10), _time);
            await _chat.EditAsync(_job.Chat, _message, new ChatText(text, Cancels: _job), deadline.Token);
            return _interval;
        }
        catch (ChatBusyException busy)
        {
            return busy.RetryAfter;
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException)
        {
            LogEditFailed(exception, _job);
            return _interval;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Progress of job {JobId} was not shown")]
    private partial void LogEditFailed(Exception exception, JobId jobId);
}
