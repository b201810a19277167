using TelegramAI.Core.Fleet;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>What became of a request to the group.</summary>
internal enum RequestOutcome
{
    Done,

    /// <summary>The group refused, or could not be asked.</summary>
    Failed,

    /// <summary>The machine is not in service, but may be later.</summary>
    NotInService,

    /// <summary>The machine is on its way out.</summary>
    Leaving,
}

/// <summary>What a machine in service asks of its group.</summary>
internal sealed partial class GroupRequests(IInstanceLife life, ILogger<GroupRequests> logger)
{
    /// <summary>Has the machine protected from scale-in. What else fails is thrown: nothing may be begun then.</summary>
    public async Task<RequestOutcome> ProtectAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        try
        {
            await life.ProtectAsync(instance, cancellationToken);
            LogProtected(instance);
            return RequestOutcome.Done;
        }
        catch (Exception exception) when (exception is InstanceLeavingException or InstanceNotInServiceException)
        {
            return Refusal(exception, instance);
        }
    }

    /// <summary>Gives the machine's protection up.</summary>
    public async Task<RequestOutcome> UnprotectAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        try
        {
            await life.UnprotectAsync(instance, cancellationToken);
            LogUnprotected(instance);
            return RequestOutcome.Done;
        }
        catch (Exception exception) when (exception is InstanceLeavingException or InstanceNotInServiceException)
        {
            return Refusal(exception, instance);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotUnprotected(exception, instance);
            return RequestOutcome.Failed;
        }
    }

    /// <summary>Ends the machine, with nobody in its place.</summary>
    public async Task<RequestOutcome> TerminateAsync(InstanceId instance, TimeSpan idle, CancellationToken cancellationToken)
    {
        try
        {
            if (!await life.TerminateAsync(instance, replace: false, cancellationToken))
            {
                LogNeeded(instance);
                return RequestOutcome.Failed;
            }

            LogTerminating(instance, idle.TotalSeconds);
            return RequestOutcome.Done;
        }
        catch (Exception exception) when (exception is InstanceLeavingException or InstanceNotInServiceException)
        {
            return Refusal(exception, instance);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTerminated(exception, instance);
            return RequestOutcome.Failed;
        }
    }

    private RequestOutcome Refusal(Exception exception, InstanceId instance)
    {
        if (exception is InstanceNotInServiceException)
            return RequestOutcome.NotInService;

        LogLeaving(exception, instance);
        return RequestOutcome.Leaving;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is protected from scale-in")]
    private partial void LogProtected(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is no longer protected from scale-in")]
    private partial void LogUnprotected(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not remove the scale-in protection of instance {Instance}")]
    private partial void LogNotUnprotected(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has been idle for {Seconds:0} s; terminating it")]
    private partial void LogTerminating(InstanceId instance, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is idle, but its group is at minimum size; keeping it")]
    private partial void LogNeeded(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Instance} could not terminate itself; keeping it for now")]
    private partial void LogNotTerminated(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is leaving its group; it takes no more jobs")]
    private partial void LogLeaving(Exception exception, InstanceId instance);
}
