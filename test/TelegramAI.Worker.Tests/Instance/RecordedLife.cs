using TelegramAI.Core.Fleet;

namespace TelegramAI.Worker.Tests.Instance;

/// <summary>A group that does what it is asked, and remembers what that was.</summary>
internal sealed class RecordedLife : IInstanceLife
{
    public List<string> Calls { get; } = [];

    public Exception? Failure { get; set; }

    public bool IsNeeded { get; set; }

    public InstanceStanding Standing { get; set; } = InstanceStanding.InService;

    public bool IsGroupClosed { get; set; }

    public Action OnReport { get; set; } = () => { };

    public Task<InstanceStanding> FindStandingAsync(InstanceId instance, CancellationToken cancellationToken = default) => Task.FromResult(Standing);

    public async Task ReportReadyAsync(InstanceId instance, CancellationToken cancellationToken = default)
    {
        await DoAsync("report");
        OnReport();
    }

    public Task<bool> IsGroupClosedAsync(CancellationToken cancellationToken = default) => Task.FromResult(IsGroupClosed);

    public Task ProtectAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("protect");

    public Task UnprotectAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("unprotect");

    public Task BeatAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("beat");

    public Task CompleteAsync(InstanceId instance, CancellationToken cancellationToken = default) => DoAsync("complete");

    public async Task<bool> TerminateAsync(InstanceId instance, bool replace, CancellationToken cancellationToken = default)
    {
        Assert.False(replace);
        await DoAsync("terminate");
        return !IsNeeded;
    }

    private Task DoAsync(string call)
    {
        if (Failure is not null)
            return Task.FromException(Failure);

        Calls.Add(call);
        return Task.CompletedTask;
    }
}
