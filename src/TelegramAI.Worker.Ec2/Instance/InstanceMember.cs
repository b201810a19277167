using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Worker.Polling;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>
/// This machine as a member of its group. While it is launched it proves by a receive that it works, which the group then hears; in
/// service it is protected from scale-in before it asks for work, gives that up when it has been idle for a while, and ends itself when
/// it has been idle for longer; put aside, it asks for nothing until it is put back.
/// </summary>
internal sealed partial class InstanceMember(
    IInstanceLife life, GroupRequests requests, IOptions<WorkerOptions> options, TimeProvider time, ILogger<InstanceMember> logger)
    : IWorkPermit, IDisposable
{
    /// <summary>How often a machine that is in no group looks whether it is in one by now, and one that is protected whether its group is deleted.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>How long a receive of a machine that has to report waits at most.</summary>
    private static readonly TimeSpan ProofWait = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private readonly CancellationTokenSource _outOfTime = new();
    private readonly SemaphoreSlim _gate = new(1);
    private InstanceStanding? _standing;
    private DateTimeOffset _lookAfter;
    private DateTimeOffset _inServiceSince;
    private DateTimeOffset _terminateAfter;
    private bool _isProtected;
    private bool _wantsProtection;
    private bool _isGroupClosed;
    private bool _hasReported;
    private volatile bool _hasReceived;

    public CancellationToken Leaving => _leaving.Token;

    public CancellationToken OutOfTime => _outOfTime.Token;

    /// <summary>The machine; null where nobody watches what becomes of it.</summary>
    public InstanceId? Instance { get; private set; }

    /// <summary>Whether the machine belongs to its group, as far as is known.</summary>
    public bool IsInGroup => _standing is not (null or InstanceStanding.Outside);

    /// <summary>Names the machine, whose place in its group is looked up before it works.</summary>
    public void Identify(InstanceId instance) => Instance = instance;

    /// <summary>Takes no more work from now on.</summary>
    public Task LeaveAsync() => _leaving.CancelAsync();

    /// <summary>Gives back what runs, at a time, or now where that is past.</summary>
    public async Task GiveBackAtAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (at - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);

        await _outOfTime.CancelAsync();
    }

    /// <summary>Hears the state that the group wants for the machine, which the metadata tell within seconds.</summary>
    public async Task HearTargetAsync(string? target, CancellationToken cancellationToken)
    {
        using var turn = await EnterAsync(cancellationToken);
        if (target is "Standby" && _standing is InstanceStanding.InService or InstanceStanding.Starting)
            MoveTo(InstanceStanding.Standby);
        else if (target is "InService" && _standing is InstanceStanding.Standby)
            _standing = null;
        else if (target is "Detached" && IsInGroup)
            MoveTo(InstanceStanding.Outside);
    }

    /// <summary>
    /// Does what the machine owes to its group beside its work, and is called every few seconds: it reports that its worker works, is
    /// protected while it has work, and gives its protection up where its group may have no machine any more.
    /// </summary>
    public async Task TendAsync(CancellationToken cancellationToken)
    {
        if (Instance is not { } instance || _leaving.IsCancellationRequested)
            return;

        using var turn = await EnterAsync(cancellationToken);
        if (_standing is InstanceStanding.Starting && _hasReceived && !_hasReported)
            await ReportAsync(instance, cancellationToken);
        else if (_standing is InstanceStanding.Starting)
            await FindStandingAsync(instance, cancellationToken);
        if (_standing is InstanceStanding.InService)
            await LookAtGroupAsync(instance, cancellationToken);
        if (_standing is InstanceStanding.InService && _wantsProtection)
            await TryProtectAsync(instance, cancellationToken);
    }

    public async ValueTask<TimeSpan?> MayAskAsync(TimeSpan idleFor, CancellationToken cancellationToken = default)
    {
        if (_leaving.IsCancellationRequested)
            return null;

        if (Instance is not { } instance)
            return TimeSpan.MaxValue;

        using var turn = await EnterAsync(cancellationToken);
        if (_standing is InstanceStanding.Starting && _hasReceived && !_hasReported)
            await ReportAsync(instance, cancellationToken);
        else if (_standing is null or InstanceStanding.Starting || (_standing is not InstanceStanding.InService && time.GetUtcNow() >= _lookAfter))
            await FindStandingAsync(instance, cancellationToken);

        return _standing switch
        {
            InstanceStanding.Outside => Look,
            InstanceStanding.Starting => ProofWait,
            InstanceStanding.InService => await MayAskInServiceAsync(instance, idleFor, cancellationToken),
            InstanceStanding.Leaving => null,
            _ => TimeSpan.Zero,
        };
    }

    public void Received() => _hasReceived = true;

    public async ValueTask<bool> MayBeginAsync(CancellationToken cancellationToken = default)
    {
        if (_leaving.IsCancellationRequested)
            return false;

        if (Instance is not { } instance)
            return true;

        using var turn = await EnterAsync(cancellationToken);

        // One that is launched can't be protected yet. Whatever ends it then lets it finish, as it does a machine that drains.
        _wantsProtection = true;
        return _standing switch
        {
            InstanceStanding.InService => await TryProtectAsync(instance, cancellationToken),
            InstanceStanding.Starting or InstanceStanding.Outside => true,
            _ => false,
        };
    }

    public void Dispose()
    {
        _leaving.Dispose();
        _outOfTime.Dispose();
        _gate.Dispose();
    }

    /// <summary>How long it is until something is to be decided again. SQS waits for whole seconds.</summary>
    private static TimeSpan Until(TimeSpan idleFor, IEnumerable<TimeSpan> decisions)
    {
        var next = decisions.Where(decision => decision > idleFor).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        return next == TimeSpan.MaxValue ? next : TimeSpan.FromSeconds(Math.Ceiling((next - idleFor).TotalSeconds));
    }

    private async Task<TimeSpan?> MayAskInServiceAsync(InstanceId instance, TimeSpan idleFor, CancellationToken cancellationToken)
    {
        // One that was launched or put aside for a while has not been idle for as long as that.
        if (time.GetUtcNow() - _inServiceSince is var service && service < idleFor)
            idleFor = service;

        var protection = TimeSpan.FromSeconds(options.Value.IdleProtectionSeconds);
        var termination = TimeSpan.FromSeconds(options.Value.IdleTerminateSeconds);
        var ends = termination > TimeSpan.Zero;
        if (ends && idleFor >= termination && time.GetUtcNow() >= _terminateAfter && await TryTerminateAsync(instance, termination, cancellationToken))
            return null;

        _wantsProtection = idleFor < protection;
        if (_wantsProtection)
        {
            if (!await TryProtectAsync(instance, cancellationToken))
                return _leaving.IsCancellationRequested ? null : TimeSpan.Zero;
        }
        else if (_isProtected)
        {
            await UnprotectAsync(instance, cancellationToken);
        }

        return Until(idleFor, [protection, .. ends ? [termination] : Array.Empty<TimeSpan>()]);
    }

    private async Task FindStandingAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        MoveTo(await life.FindStandingAsync(instance, cancellationToken));
        _lookAfter = time.GetUtcNow() + Look;
        if (_standing is InstanceStanding.Leaving)
            await LeaveAsync();
    }

    private void MoveTo(InstanceStanding standing)
    {
        if (standing == _standing)
            return;

        if (Instance is { } instance)
            LogStanding(instance, standing);
        if (standing is InstanceStanding.InService)
            _inServiceSince = time.GetUtcNow();
        else
            (_isProtected, _hasReceived, _hasReported) = (false, false, false);
        _standing = standing;
    }

    private async Task ReportAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        try
        {
            await life.ReportReadyAsync(instance, cancellationToken);
            _hasReported = true;
            LogReported(instance);
        }
        catch (NoLifecycleActionException exception)
        {
            // The group does not wait yet, or has no such hook: then the machine comes into service by itself.
            LogNobodyWaits(exception, instance);
        }

        await FindStandingAsync(instance, cancellationToken);
    }

    /// <summary>A group that is deleted waits until nothing protects its machines. What is unprotected is ended in order, and finishes its jobs.</summary>
    private async Task LookAtGroupAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (!_isProtected || time.GetUtcNow() < _lookAfter)
            return;

        _lookAfter = time.GetUtcNow() + Look;
        _isGroupClosed = await life.IsGroupClosedAsync(cancellationToken);
        if (!_isGroupClosed)
            return;

        LogGroupClosed(instance);
        await UnprotectAsync(instance, cancellationToken);
    }

    /// <returns>False where the machine may begin nothing.</returns>
    private async Task<bool> TryProtectAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        if (!_isProtected && !_isGroupClosed)
            _isProtected = await SettleAsync(await requests.ProtectAsync(instance, cancellationToken));

        return _isProtected || _isGroupClosed;
    }

    private async Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken)
    {
        // Where the answer is lost it may have happened: from here on nothing is begun before it is protected again.
        _isProtected = false;
        var outcome = await requests.UnprotectAsync(instance, cancellationToken);

        // It stays protected a little longer, which costs a little.
        _isProtected = outcome is RequestOutcome.Failed;
        await SettleAsync(outcome);
    }

    private async Task<bool> TryTerminateAsync(InstanceId instance, TimeSpan idle, CancellationToken cancellationToken)
    {
        _terminateAfter = time.GetUtcNow() + idle;
        if (await SettleAsync(await requests.TerminateAsync(instance, idle, cancellationToken)))
            await LeaveAsync();

        return _leaving.IsCancellationRequested;
    }

    /// <summary>Draws from an answer what it says of the machine's place in its group.</summary>
    private async Task<bool> SettleAsync(RequestOutcome outcome)
    {
        if (outcome is RequestOutcome.NotInService)
            _standing = null;
        else if (outcome is RequestOutcome.Leaving)
            await LeaveAsync();

        return outcome is RequestOutcome.Done;
    }

    private async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} is {Standing} in its group")]
    private partial void LogStanding(InstanceId instance, InstanceStanding standing);

    [LoggerMessage(Level = LogLevel.Information, Message = "Instance {Instance} has reported that its worker works")]
    private partial void LogReported(InstanceId instance);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The group is not waiting for instance {Instance} to report")]
    private partial void LogNobodyWaits(Exception exception, InstanceId instance);

    [LoggerMessage(Level = LogLevel.Information, Message = "The group of instance {Instance} is closed: its maximum size is 0")]
    private partial void LogGroupClosed(InstanceId instance);

    private readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
