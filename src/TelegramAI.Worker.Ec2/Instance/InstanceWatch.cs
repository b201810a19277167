using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>Knows what this machine is, watches whether it is to go, and takes leave of its group.</summary>
internal sealed partial class InstanceWatch(
    InstanceMetadata metadata,
    InstanceMember member,
    IInstanceLife life,
    IOptions<InstanceOptions> options,
    TimeProvider time,
    ILogger<InstanceWatch> logger)
{
    private static readonly TimeSpan SpotNotice = TimeSpan.FromMinutes(2);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    private DepartureNotice? _notice;

    /// <summary>Why the machine is not known yet; null where it is, or nobody looks.</summary>
    public string? Trouble { get; private set; }

    /// <summary>
    /// Finds out what this machine is, for as long as that takes: one that does not know itself sees no notice, protects nothing and never
    /// ends itself.
    /// </summary>
    /// <returns>The machine; null where nobody looks.</returns>
    public async Task<InstanceId?> IdentifyAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Watch)
        {
            LogUnwatched();
            return null;
        }

        for (var failures = 1; ; failures++)
        {
            try
            {
                if (await metadata.FindAsync("instance-id", cancellationToken) is not { Length: > 0 } id)
                    throw new HttpRequestException("It has no instance-id");

                var instance = new InstanceId(id);
                member.Identify(instance);
                Trouble = null;
                return instance;
            }
            catch (Exception exception) when (IsMetadataError(exception, cancellationToken))
            {
                var wait = _backoff.After(failures);
                Trouble = $"There are no instance metadata, asked {failures} times";
                LogNoMetadata(options.Value.MetadataUrl, exception.Message, wait.TotalSeconds);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    /// <summary>Watches until it is cancelled. A later notice may leave less time than the one before it.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        if (member.Instance is not { } instance)
            return;

        var givingBack = Task.CompletedTask;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await DepartureNotice.FindAsync(metadata, cancellationToken) is { } notice && notice.Reason != _notice?.Reason)
                {
                    LogNotice(instance, notice.Reason);
                    _notice = notice;
                    await member.LeaveAsync();
                    if (notice.Reason is DepartureReason.Spot)
                    {
                        var gone = notice.At ?? time.GetUtcNow() + SpotNotice;
                        givingBack = member.GiveBackAtAsync(gone - TimeSpan.FromSeconds(options.Value.SpotReserveSeconds), cancellationToken);
                    }
                }

                await member.HearTargetAsync(await metadata.FindAsync(DepartureNotice.TargetState, cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (IsMetadataError(exception, cancellationToken))
            {
                LogWatchFailed(exception);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await WaitAsync(options.Value.PollSeconds, cancellationToken);
        }

        await givingBack.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Does what the machine owes to its group beside its work, until it is cancelled.</summary>
    public async Task TendAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await member.TendAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogGroupAway(exception, options.Value.PollSeconds);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await WaitAsync(options.Value.PollSeconds, cancellationToken);
        }
    }

    /// <summary>Asks the group to wait while the last jobs run, until it is cancelled.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (_notice is { Reason: DepartureReason.Lifecycle } && member.Instance is { } instance)
            {
                try
                {
                    await life.BeatAsync(instance, cancellationToken);
                    LogBeat(instance);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    LogBeatFailed(exception, instance);
                }
                catch (OperationCanceledException)
                {
                    return;
                }

                await WaitAsync(options.Value.HeartbeatSeconds, cancellationToken);
            }
            else
            {
                await WaitAsync(options.Value.PollSeconds, cancellationToken);
            }
        }
    }

    /// <summary>Takes leave once the last job has ended: lets the group end the machine, or asks it to. Never throws.</summary>
    public async Task TakeLeaveAsync(CancellationToken cancellationToken)
    {
        if (member.Instance is not { } instance || !member.IsInGroup)
            return;

        for (var completed = false; !completed && !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                completed = _notice?.Reason switch
                {
                    DepartureReason.Lifecycle => await CompleteAsync(instance, cancellationToken),
                    DepartureReason.Rebalance => await ReplaceAsync(instance, cancellationToken),
                    _ => false,
                };
            }
            catch (NoLifecycleActionException exception)
            {
                // The group begins to wait a moment after the metadata say so, and does not wait where it has no hook.
                LogNobodyWaits(exception, instance);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNoLeave(exception, instance);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!completed)
                await WaitAsync(options.Value.PollSeconds, cancellationToken);
        }
    }

    private async Task<bool> CompleteAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        await life.CompleteAsync(instance, cancellationToken);
        LogCompleted(instance);
        return true;
    }

    /// <summary>Another machine takes this one's place: it is to be taken back soon, and would do nothing until then.</summary>
    private async Task<bool> ReplaceAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        try
        {
            if (await life.TerminateAsync(instance, replace: true, cancellationToken))
                LogReplaced(instance);
        }
        catch (InstanceLeavingException)
        {
            // Its group was quicker.
        }

        // The hook is completed when the metadata tell of it.
        while (_notice is { Reason: DepartureReason.Rebalance } && !cancellationToken.IsCancellationRequested)
            await WaitAsync(options.Value.PollSeconds, cancellationToken);
        return false;
    }

    /// <summary>Whether a failure is the metadata service's. A call that was cancelled by nobody took too long.</summary>
    private static bool IsMetadataError(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && exception is HttpRequestException or OperationCanceledException or IOException;

    private async Task WaitAsync(double seconds, CancellationToken cancellationToken) =>
        await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(Level = LogLevel.Information, Message = "Not watching the machine: it is in no group, so it is neither protected nor terminated")]
    private partial void LogUnwatched();

    [LoggerMessage(Level = LogLevel.Warning, Message = "There are no instance metadata at {MetadataUrl} ({Reason}): this worker takes no job, and asks again in {Seconds:0.0} s. In a container on EC2, use the host's network; elsewhere set Instance:Watch to false")]
    private partial void LogNoMetadata(string metadataUrl, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Can't query the machine's group; retrying in {Seconds:0.0} s")]
    private partial void LogGroupAway(Exception exception, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is about to terminate ({Reason}); it takes no more jobs")]
    private partial void LogNotice(InstanceId instance, DepartureReason reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not read the instance metadata")]
    private partial void LogWatchFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sent a lifecycle heartbeat for instance {Instance}")]
    private partial void LogBeat(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not send a lifecycle heartbeat for instance {Instance}")]
    private partial void LogBeatFailed(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has finished its last job; its group can stop waiting")]
    private partial void LogCompleted(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has finished its last job and is replaced")]
    private partial void LogReplaced(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No lifecycle action is pending for instance {Instance}")]
    private partial void LogNobodyWaits(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not complete the lifecycle action of instance {Instance}")]
    private partial void LogNoLeave(Exception exception, InstanceId instance);
}
