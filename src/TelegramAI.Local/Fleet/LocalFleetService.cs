namespace TelegramAI.Local.Fleet;

/// <summary>Keeps the fleet's clock ticking while the host runs, and stops every worker when the host stops.</summary>
public sealed partial class LocalFleetService(LocalScaling scaling, LocalFleet fleet, AcceleratedTime time, ILogger<LocalFleetService> logger)
    : BackgroundService
{
    /// <summary>Of the fleet's clock: fine enough for a boot or an idle time to look exact.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await fleet.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TickEvery, time);
        do
        {
            try
            {
                await scaling.TickAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The queue may be back at the next tick; a fleet that has stopped ticking would never be.
                LogFailedTick(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The fleet could not count its queue; retrying")]
    private partial void LogFailedTick(Exception exception);
}
