using TelegramAI.BotApiServer.Calls;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Faults;

/// <summary>Makes calls fail on demand, as they do at times on the real server.</summary>
public sealed class BotApiFaults(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];
    private readonly Dictionary<ChatId, DateTimeOffset> _floods = [];
    private (double Share, Random Random)? _losses;

    /// <summary>
    /// Lets the next calls of a method fail; <c>*</c> stands for every method. <paramref name="retryAfter"/> is in seconds, for
    /// <see cref="BotApiFault.TooManyRequests"/>.
    /// </summary>
    public void FailNext(string method, BotApiFault fault, int calls = 1, int retryAfter = 1)
    {
        lock (_lock)
            _planned.Add(new Planned(method, fault, retryAfter) { Left = calls });
    }

    /// <summary>Refuses messages and edits in a chat for a while, each time with the seconds that are left of it.</summary>
    public void FloodChat(ChatId chat, TimeSpan wait)
    {
        lock (_lock)
            _floods[chat] = time.GetUtcNow() + wait;
    }

    /// <summary>
    /// From now on loses the answers of a share of all calls (0 to 1), which are done all the same. The same seed picks the same calls of a
    /// sequence.
    /// </summary>
    public void LoseAnswers(double share, int seed = 1)
    {
        lock (_lock)
            _losses = share > 0 ? (share, new Random(seed)) : null;
    }

    /// <summary>From now on nothing fails that would not fail anyway.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
            _floods.Clear();
            _losses = null;
        }
    }

    /// <returns>Whether the answer is to be lost after the call was done.</returns>
    /// <exception cref="BotApiException">The planned failure.</exception>
    internal async Task<bool> ApplyAsync(BotCall call, CancellationToken cancellationToken)
    {
        var planned = Take(call.Method);
        switch (planned?.Fault)
        {
            case BotApiFault.TooManyRequests: throw BotApiException.TooManyRequests(planned.RetryAfter);
            case BotApiFault.Blocked: throw BotApiException.Blocked();
            case BotApiFault.Refused: throw BotApiException.BadRequest("planned");
            case BotApiFault.ServerError: throw BotApiException.Internal("planned");
            case BotApiFault.Hang: await Task.Delay(Timeout.Infinite, cancellationToken); break;
            case BotApiFault.LostAnswer: return true;
            default: break;
        }

        RefuseFlooded(call);
        return LosesThis();
    }

    private Planned? Take(string method)
    {
        lock (_lock)
        {
            var planned = _planned.Find(p => p.Method is "*" || p.Method.Equals(method, StringComparison.OrdinalIgnoreCase));
            if (planned is not null && --planned.Left <= 0)
                _planned.Remove(planned);

            return planned;
        }
    }

    private void RefuseFlooded(BotCall call)
    {
        if (!SendLimits.Counts(call.Method) || call.ChatIfAny is not { } chat)
            return;

        lock (_lock)
        {
            if (_floods.TryGetValue(chat, out var end) && end - time.GetUtcNow() is var left && left > TimeSpan.Zero)
                throw BotApiException.TooManyRequests((int)Math.Ceiling(left.TotalSeconds));
        }
    }

    private bool LosesThis()
    {
        lock (_lock)
            return _losses is var (share, random) && random.NextDouble() < share;
    }

    private sealed record Planned(string Method, BotApiFault Fault, int RetryAfter)
    {
        public int Left { get; set; }
    }
}
