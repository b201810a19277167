using Microsoft.Extensions.Logging;

namespace TelegramAI.Functions.Webhook;

/// <summary>Logs the requests that are not Telegram's, with one line a minute however many there are: log lines cost money, and anybody can send requests.</summary>
public sealed partial class ForgedRequests(TimeProvider time, ILogger<ForgedRequests> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _logged;
    private int _count;

    /// <summary>Counts one.</summary>
    public void Add()
    {
        int count;
        lock (_gate)
        {
            _count++;
            if (_logged is { } last && time.GetElapsedTime(last) < Interval)
                return;

            (count, _count, _logged) = (_count, 0, time.GetTimestamp());
        }

        LogForged(count);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Count} requests without the webhook's secret since the last such line")]
    private partial void LogForged(int count);
}
