using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Web.Operator;

/// <summary>What every open console is sent, about twice a second. However many there are, the service is read once for all.</summary>
internal sealed partial class OperatorFeed(
    IOperatorView view,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<OperatorFeed> logger) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private OperatorSnapshot? _latest;
    private long _readAt;

    /// <summary>Sends a snapshot and then what has changed, until the reader leaves or the host stops.</summary>
    public async IAsyncEnumerable<SseItem<OperatorEvent>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open stream would hold a stopping host until its deadline.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var events = new OperatorEvents();
        var name = "snapshot";
        while (!stop.IsCancellationRequested)
        {
            if (await TryReadAsync(stop.Token) is { } snapshot)
            {
                yield return new SseItem<OperatorEvent>(events.Next(snapshot), name) { ReconnectionInterval = Reconnect };
                name = "change";
            }

            await Task.Delay(Interval, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Reads the service, or takes what was just read for another console; null where it can't be read now.</summary>
    private async Task<OperatorSnapshot?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            if (_latest is null || time.GetElapsedTime(_readAt) >= Interval * 0.8)
            {
                _latest = await view.ReadAsync(cancellationToken);
                _readAt = time.GetTimestamp();
            }

            return _latest;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // The page says that it hears nothing, and the next try may work.
            LogUnreadable(exception);
            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The operator's console can't read the service; retrying")]
    private partial void LogUnreadable(Exception exception);
}
