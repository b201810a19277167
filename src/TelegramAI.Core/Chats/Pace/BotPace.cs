using TelegramAI.Core.Fleet;

namespace TelegramAI.Core.Chats.Pace;

/// <summary>
/// This process's share of what the bot may send in all. Telegram's limit is about 30 messages in a second; the workers share 25 of them
/// evenly, because what the bot itself answers counts too. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
/// </summary>
public sealed class BotPace(IFleetSize fleet, TimeProvider time)
{
    private const int PerSecond = 25;

    /// <summary>
    /// A share is so many calls in any such time, and not a steady rate: then no fleet of up to 25 workers can go beyond the limit, even if
    /// all of them get work in the same instant, and a single call waits for nothing.
    /// </summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource<BotTurn>, (CallUrgency Urgency, long Arrival)> _line = new();
    private readonly List<BotTurn> _taken = [];
    private readonly Slowing _slowing = new(time);
    private int _workers = 1;
    private long _arrivals;
    private DateTimeOffset _notBefore;
    private bool _isServing;

    /// <summary>Waits for this process's next turn. The most urgent call has it first, and of those the one that has waited longest.</summary>
    internal async Task<BotTurn> WaitAsync(CallUrgency urgency, CancellationToken cancellationToken)
    {
        await MeasureAsync(cancellationToken);
        var turn = new TaskCompletionSource<BotTurn>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_line.Count == 0 && Left() <= TimeSpan.Zero)
                return Take();

            _line.Enqueue(turn, (urgency, _arrivals++));
            if (!_isServing)
            {
                _isServing = true;
                _ = ServeAsync();
            }
        }

        await using var cancelled = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        return await turn.Task;
    }

    /// <summary>Takes a turn back that was not used.</summary>
    internal void GiveBack(BotTurn turn)
    {
        lock (_gate)
        {
            _taken.Remove(turn);
            Admit();
        }
    }

    /// <summary>Takes a turn for a call that may be left out, if nobody waits for one and another is left for whoever comes next.</summary>
    /// <returns>The turn; else how long to wait before asking again.</returns>
    internal (BotTurn? Turn, TimeSpan Wait) TryTake()
    {
        lock (_gate)
        {
            var (most, window) = Share();
            var left = _line.Count > 0 ? window : Left(Math.Max(1, most - 1), window);
            return left > TimeSpan.Zero ? (null, left) : (Take(), TimeSpan.Zero);
        }
    }

    /// <summary>Telegram has refused a call: it may have meant the chat, or all of them.</summary>
    internal void Refused(ChatId chat)
    {
        lock (_gate)
            _slowing.Refused(chat);
    }

    private async ValueTask MeasureAsync(CancellationToken cancellationToken)
    {
        var workers = Math.Max(1, await fleet.CountAsync(cancellationToken));
        lock (_gate)
        {
            _workers = workers;

            // So many that not even one call of each fits into a second: those that begin together spread themselves.
            if (Share() is (_, var window) && window > Window && _line.Count == 0 && Left() <= TimeSpan.Zero && _notBefore + window < time.GetUtcNow())
                _notBefore = time.GetUtcNow() + (window * Random.Shared.NextDouble());
        }
    }

    /// <summary>How many calls in how much time.</summary>
    private (int Most, TimeSpan Window) Share()
    {
        var share = PerSecond * _slowing.Factor / _workers;
        return share >= 1 ? ((int)share, Window) : (1, Window / share);
    }

    private TimeSpan Left()
    {
        var (most, window) = Share();
        return Left(most, window);
    }

    private TimeSpan Left(int most, TimeSpan window)
    {
        var now = time.GetUtcNow();
        var latest = _taken.Select(turn => turn.At).OrderDescending().Skip(most - 1).FirstOrDefault();
        var left = latest == default ? TimeSpan.Zero : latest + window - now;
        return _notBefore - now is var spread && spread > left ? spread : left;
    }

    private BotTurn Take()
    {
        var now = time.GetUtcNow();
        var (_, window) = Share();
        _taken.RemoveAll(turn => !turn.IsOpen && turn.At + window < now);
        var taken = new BotTurn(now, time);
        _taken.Add(taken);
        return taken;
    }

    /// <summary>Gives turns to those who wait, as many as there are.</summary>
    /// <returns>How long until the next one.</returns>
    private TimeSpan Admit()
    {
        TimeSpan left;
        while ((left = Left()) <= TimeSpan.Zero && _line.TryDequeue(out var waiting, out _))
        {
            var turn = Take();
            if (!waiting.TrySetResult(turn))
                _taken.Remove(turn);
        }

        return left;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                wait = Admit();
                if (_line.Count == 0)
                {
                    _isServing = false;
                    return;
                }
            }

            // A delay is cut to whole milliseconds, and one of nothing would be a busy loop.
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), time);
        }
    }
}
