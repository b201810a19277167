using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Local.BotApi.Calls;

namespace TelegramAI.Local.BotApi.Faults;

/// <summary>How many messages and edits a chat takes: a bucket of tokens for each chat, which fills again steadily.</summary>
internal sealed class ChatRateLimit(IOptions<BotApiOptions> options, TimeProvider time)
{
    private static readonly HashSet<string> Limited = new(StringComparer.OrdinalIgnoreCase)
    {
        "sendMessage", "sendVideo", "editMessageText", "editMessageMedia", "editMessageReplyMarkup",
    };

    private readonly ConcurrentDictionary<ChatId, Bucket> _buckets = [];

    /// <exception cref="BotApiException">The chat takes no more now: 429.</exception>
    public void Take(BotCall call)
    {
        if (!Limited.Contains(call.Method) || call.ChatIfAny is not { } chat)
            return;

        var bucket = _buckets.GetOrAdd(chat, _ => new Bucket { Tokens = options.Value.Burst, At = time.GetUtcNow() });
        lock (bucket)
        {
            var now = time.GetUtcNow();
            var refill = (now - bucket.At).TotalSeconds * options.Value.MessagesPerSecond;
            bucket.Tokens = Math.Min(options.Value.Burst, bucket.Tokens + refill);
            bucket.At = now;
            if (bucket.Tokens < 1)
                throw BotApiException.TooManyRequests(Math.Max(1, (int)Math.Ceiling((1 - bucket.Tokens) / options.Value.MessagesPerSecond)));

            bucket.Tokens--;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
