using Microsoft.Extensions.Logging;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Core.Chats;

/// <summary>
/// Waits out a chat's short pauses, and tries again where the chat can't be reached, until the caller gives up: minutes without Telegram
/// pause a job rather than fail it. A long pause is the caller's to decide about, because somebody else's job could run meanwhile.
/// </summary>
internal sealed partial class RetryingChat(IChat inner, ChatGate gate, TimeProvider time, ILogger logger)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <summary>Makes a call in a chat.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="onLost">Told of each call without an answer, which may have been done all the same.</param>
    /// <exception cref="ChatBusyException">The chat wants a pause that is too long to wait for here.</exception>
    public async Task<T> CallAsync<T>(ChatId chat, Func<IChat, Task<T>> call, CancellationToken cancellationToken, Action? onLost = null)
    {
        for (var failures = 0; ; failures++)
        {
            TimeSpan wait;
            try
            {
                if (gate.ClosedFor(chat) is var closed && closed > ChatGate.ShortPause)
                    throw new ChatBusyException(closed);

                return await call(inner);
            }
            catch (ChatBusyException busy)
            {
                // Who has to wait for the bot's own pace waits alone.
                if (!busy.IsOwnPace)
                    await gate.CloseAsync(chat, busy.RetryAfter, cancellationToken);

                if (busy.RetryAfter > ChatGate.ShortPause)
                    throw;

                wait = busy.RetryAfter;
            }
            catch (ChatUnavailableException exception)
            {
                onLost?.Invoke();
                wait = _backoff.After(failures + 1);
                LogUnavailable(exception, wait.TotalSeconds);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(ChatId chat, Func<IChat, Task> call, CancellationToken cancellationToken) => CallAsync(
        chat,
        async open =>
        {
            await call(open);
            return true;
        },
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Can't reach the chat; retrying in {Seconds:0.0} s")]
    private partial void LogUnavailable(Exception exception, double seconds);
}
