namespace TelegramAI.Core.Waiting;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking, so that nothing that comes meanwhile is missed.</summary>
public sealed class Signal
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Ends when the signal is raised the next time.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
