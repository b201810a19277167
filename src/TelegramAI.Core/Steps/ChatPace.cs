using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Spaces the progress that a chat is shown, whichever of its jobs it is of: Telegram counts by chat.
/// https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
/// </summary>
internal sealed class ChatPace(TimeSpan interval, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChatId, DateTimeOffset> _next = [];

    /// <summary>Takes the chat's turn, if it has come.</summary>
    /// <returns>Nothing where the turn is taken; else how long to wait before asking again.</returns>
    public TimeSpan TryTake(ChatId chat)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_next.TryGetValue(chat, out var next) && next > now)
                return next - now;

            foreach (var (old, _) in _next.Where(turn => turn.Value <= now).ToList())
                _next.Remove(old);

            _next[chat] = now + interval;
            return TimeSpan.Zero;
        }
    }

    /// <summary>Gives no turn in a chat for some time.</summary>
    public void Hold(ChatId chat, TimeSpan pause)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + pause;
            if (!_next.TryGetValue(chat, out var next) || next < until)
                _next[chat] = until;
        }
    }
}
