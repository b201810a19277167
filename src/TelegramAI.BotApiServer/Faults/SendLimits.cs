using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Faults;

/// <summary>How many messages and edits the bot may send: in all, in one chat, and in a group. Beyond that it is told to wait.</summary>
internal sealed class SendLimits(IOptions<BotApiOptions> options, TimeProvider time)
{
    // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. The size of a "short burst" is not published.
    // What is published speaks of messages. Edits are refused in the same way; deletions are not known to be counted.
    private const int AllPerSecond = 30;
    private const int ChatPerSecond = 1;
    private const int ChatBurst = 3;
    private const int GroupPerMinute = 20;

    private static readonly HashSet<string> Counted = new(StringComparer.OrdinalIgnoreCase)
    {
        "sendMessage", "sendVideo", "editMessageText", "editMessageMedia", "editMessageReplyMarkup", "editMessageCaption",
    };

    private readonly Lock _lock = new();
    private readonly SlidingWindow _all = new(AllPerSecond, TimeSpan.FromSeconds(1));
    private readonly ConcurrentDictionary<ChatId, IReadOnlyList<ISendLimit>> _chats = [];

    /// <summary>Whether a method sends or edits a message.</summary>
    public static bool Counts(string method) => Counted.Contains(method);

    /// <exception cref="BotApiException">No more now: 429.</exception>
    public void Take(BotCall call)
    {
        if (!Counts(call.Method) || call.ChatIfAny is not { } chat)
            return;

        lock (_lock)
        {
            var now = time.GetUtcNow();
            var limits = _chats.GetOrAdd(chat, Of);
            var wait = limits.Max(limit => limit.WaitAt(now));
            if (wait > TimeSpan.Zero)
                throw BotApiException.TooManyRequests(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));

            foreach (var limit in limits)
                limit.TakeAt(now);
        }
    }

    private List<ISendLimit> Of(ChatId chat)
    {
        var limits = new List<ISendLimit> { new TokenBucket(options.Value.MessagesPerSecond, options.Value.Burst, time.GetUtcNow()) };
        if (!options.Value.TelegramLimits)
            return limits;

        limits.Add(_all);
        limits.Add(new TokenBucket(ChatPerSecond, ChatBurst, time.GetUtcNow()));
        if (chat.Value < 0)
            limits.Add(new SlidingWindow(GroupPerMinute, TimeSpan.FromMinutes(1)));

        return limits;
    }
}
