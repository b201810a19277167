namespace TelegramAI.BotApiServer.Faults;

/// <summary>One limit of what may be sent. Its callers take turns.</summary>
internal interface ISendLimit
{
    /// <summary>How long the next message has to wait; zero where it may go now.</summary>
    TimeSpan WaitAt(DateTimeOffset now);

    /// <summary>Counts a message that goes now.</summary>
    void TakeAt(DateTimeOffset now);
}

/// <summary>So many at once, and then as many as come in again steadily.</summary>
internal sealed class TokenBucket(double perSecond, int burst, DateTimeOffset start) : ISendLimit
{
    private double _tokens = burst;
    private DateTimeOffset _at = start;

    public TimeSpan WaitAt(DateTimeOffset now)
    {
        _tokens = Math.Min(burst, _tokens + ((now - _at).TotalSeconds * perSecond));
        _at = now;
        return _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / perSecond);
    }

    public void TakeAt(DateTimeOffset now) => _tokens--;
}

/// <summary>So many in any span of time.</summary>
internal sealed class SlidingWindow(int most, TimeSpan span) : ISendLimit
{
    private readonly Queue<DateTimeOffset> _taken = [];

    public TimeSpan WaitAt(DateTimeOffset now)
    {
        while (_taken.TryPeek(out var oldest) && now - oldest >= span)
            _taken.Dequeue();

        return _taken.Count < most ? TimeSpan.Zero : _taken.Peek() + span - now;
    }

    public void TakeAt(DateTimeOffset now) => _taken.Enqueue(now);
}
