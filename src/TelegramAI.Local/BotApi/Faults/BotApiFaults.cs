using TelegramAI.Local.BotApi.Calls;

namespace TelegramAI.Local.BotApi.Faults;

/// <summary>Makes the next calls of a method fail on demand, as the real server does at times.</summary>
public sealed class BotApiFaults
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];

    /// <summary>
    /// Lets the next calls of a method fail; <c>*</c> stands for every method. <paramref name="retryAfter"/> is in seconds, for
    /// <see cref="BotApiFault.TooManyRequests"/>.
    /// </summary>
    public void FailNext(string method, BotApiFault fault, int calls = 1, int retryAfter = 1)
    {
        lock (_lock)
            _planned.Add(new Planned(method, fault, retryAfter) { Left = calls });
    }

    /// <summary>From now on nothing fails that would not fail anyway.</summary>
    public void Clear()
    {
        lock (_lock)
            _planned.Clear();
    }

    /// <returns>Whether the answer is to be lost after the call was done.</returns>
    /// <exception cref="BotApiException">The planned failure.</exception>
    internal async Task<bool> ApplyAsync(string method, CancellationToken cancellationToken)
    {
        var planned = Take(method);
        switch (planned?.Fault)
        {
            case BotApiFault.TooManyRequests: throw BotApiException.TooManyRequests(planned.RetryAfter);
            case BotApiFault.Blocked: throw BotApiException.Blocked();
            case BotApiFault.Refused: throw BotApiException.BadRequest("planned");
            case BotApiFault.ServerError: throw BotApiException.Internal("planned");
            case BotApiFault.Hang:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return false;
            case BotApiFault.LostAnswer: return true;
            default: return false;
        }
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

    private sealed record Planned(string Method, BotApiFault Fault, int RetryAfter)
    {
        public int Left { get; set; }
    }
}

/// <summary>How a call fails.</summary>
public enum BotApiFault
{
    /// <summary>429, with the seconds to wait.</summary>
    TooManyRequests,

    /// <summary>403: the person has blocked the bot.</summary>
    Blocked,

    /// <summary>400, for a reason that nobody knows.</summary>
    Refused,

    /// <summary>500, and nothing was done.</summary>
    ServerError,

    /// <summary>No answer until the caller gives up, and nothing was done.</summary>
    Hang,

    /// <summary>All was done, but the connection breaks before the answer.</summary>
    LostAnswer,
}
