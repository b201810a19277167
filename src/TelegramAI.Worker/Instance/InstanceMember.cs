using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Worker.Instance;

/// <summary>
/// This machine as a member of its group. It is protected from scale-in before it asks for work, gives that up when it has been idle
/// for a while, and ends itself when it has been idle for longer. All of this happens between two receives, so there is never a
/// message on its way while the machine gives itself up.
/// </summary>
internal sealed partial class InstanceMember(IInstanceLife life, IOptions<WorkerOptions> options, TimeProvider time, ILogger<InstanceMember> logger)
    : IWorkPermit, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly CancellationTokenSource _outOfTime = new();
    private bool _isProtected;
    private DateTimeOffset _terminateAfter;

    public CancellationToken Leaving => _leaving.Token;

    public CancellationToken OutOfTime => _outOfTime.Token;

    /// <summary>The machine, where it is in a group.</summary>
    public InstanceId? Instance { get; private set; }

    /// <summary>Makes this machine a member of its group. Before that it is one that stays.</summary>
    public void Join(InstanceId instance) => Instance = instance;

    /// <summary>Takes no more work from now on.</summary>
    public Task LeaveAsync() => _leaving.CancelAsync();

    /// <summary>Gives back what runs, at a time, or now where that is past.</summary>
    public async Task GiveBackAtAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (at - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);

        await _outOfTime.CancelAsync();
    }

    public async ValueTask<TimeSpan?> MayAskAsync(TimeSpan idleFor, CancellationToken cancellationToken = default)
    {
        if (_leaving.IsCancellationRequested)
            return null;

        if (Instance is not { } instance)
            return TimeSpan.MaxValue;

        var protection = TimeSpan.FromSeconds(options.Value.IdleProtectionSeconds);
        var termination = TimeSpan.FromSeconds(options.Value.IdleTerminateSeconds);
        var ends = termination > TimeSpan.Zero;
        if (ends && idleFor >= termination && time.GetUtcNow() >= _terminateAfter && await TryTerminateAsync(instance, termination, cancellationToken))
            return null;

        if (idleFor < protection)
        {
            if (!await TryProtectAsync(instance, cancellationToken))
                return null;
        }
        else if (_isProtected)
        {
            await UnprotectAsync(instance, cancellationToken);
        }

        return Until(idleFor, [protection, .. ends ? [termination] : Array.Empty<TimeSpan>()]);
    }

    public async ValueTask<bool> MayBeginAsync(CancellationToken cancellationToken = default) =>
        !_leaving.IsCancellationRequested && (Instance is not { } instance || await TryProtectAsync(instance, cancellationToken));

    public void Dispose()
    {
        _leaving.Dispose();
        _outOfTime.Dispose();
    }

    /// <summary>How long it is until something is to be decided again. SQS waits for whole seconds.</summary>
    private static TimeSpan Until(TimeSpan idleFor, IEnumerable<TimeSpan> decisions)
    {
        var next = decisions.Where(decision => decision > idleFor).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        return next == TimeSpan.MaxValue ? next : TimeSpan.FromSeconds(Math.Ceiling((next - idleFor).TotalSeconds));
    }

    /// <returns>False where the machine is leaving.</returns>
    private async Task<bool> TryProtectAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (_isProtected)
            return true;

        try
        {
            await life.ProtectAsync(instance, cancellationToken);
            _isProtected = true;
            LogProtected(instance);
            return true;
        }
        catch (InstanceLeavingException exception)
        {
            LogLeaving(exception, instance);
            await LeaveAsync();
            return false;
        }
    }

    private async Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        // Where the answer is lost it may have happened: from here on nothing is begun before it is protected again.
        _isProtected = false;
        try
        {
            await life.UnprotectAsync(instance, cancellationToken);
            LogUnprotected(instance);
        }
        catch (InstanceLeavingException exception)
        {
            LogLeaving(exception, instance);
            await LeaveAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It stays protected a little longer, which costs a little.
            LogNotUnprotected(exception, instance);
            _isProtected = true;
        }
    }

    private async Task<bool> TryTerminateAsync(InstanceId instance, TimeSpan again, CancellationToken cancellationToken)
    {
        _terminateAfter = time.GetUtcNow() + again;
        try
        {
            if (!await life.TerminateAsync(instance, replace: false, cancellationToken))
            {
                LogNeeded(instance);
                return false;
            }

            LogTerminating(instance, again.TotalSeconds);
        }
        catch (InstanceLeavingException exception)
        {
            LogLeaving(exception, instance);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotTerminated(exception, instance);
            return false;
        }

        await LeaveAsync();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is protected from scale-in")]
    private partial void LogProtected(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has no work, and may be taken by a scale-in")]
    private partial void LogUnprotected(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The protection of instance {Instance} could not be given up")]
    private partial void LogNotUnprotected(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has had no work for {Seconds:0} s, and ends itself")]
    private partial void LogTerminating(InstanceId instance, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has no work, but its group has no more than its least: it stays")]
    private partial void LogNeeded(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Instance} could not end itself, and stays for now")]
    private partial void LogNotTerminated(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is leaving its group, and takes no more work")]
    private partial void LogLeaving(Exception exception, InstanceId instance);
}
