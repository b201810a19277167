using Microsoft.Extensions.Logging;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Core.Chats;

/// <summary>
/// Waits where the chat asks to wait, and tries again where it can't be reached, until the caller gives up. So minutes without
/// Telegram pause a job rather than fail it.
/// </summary>
internal sealed partial class PatientChat(IChat inner, TimeProvider time, ILogger logger) : IChat
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default) =>
        PersistAsync(() => inner.SendAsync(place, text, cancellationToken), cancellationToken);

    public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default) =>
        PersistAsync(
            async () =>
            {
                await inner.EditAsync(chat, message, text, cancellationToken);
                return true;
            },
            cancellationToken);

    public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        PersistAsync(
            async () =>
            {
                await inner.DeleteAsync(chat, message, cancellationToken);
                return true;
            },
            cancellationToken);

    public Task<bool> IsOwnAsync(ChatId chat, MessageId message, JobId cancels, CancellationToken cancellationToken = default) =>
        PersistAsync(() => inner.IsOwnAsync(chat, message, cancels, cancellationToken), cancellationToken);

    public Task<ChatFileId> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default) =>
        PersistAsync(() => inner.ShowVideoAsync(chat, message, video, cancellationToken), cancellationToken);

    private async Task<T> PersistAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            TimeSpan wait;
            try
            {
                return await call();
            }
            catch (ChatBusyException busy)
            {
                wait = busy.RetryAfter;
            }
            catch (ChatUnavailableException exception)
            {
                wait = _backoff.After(failures + 1);
                LogUnavailable(exception, wait.TotalSeconds);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The chat can't be reached, trying again in {Seconds:0.0} s")]
    private partial void LogUnavailable(Exception exception, double seconds);
}
