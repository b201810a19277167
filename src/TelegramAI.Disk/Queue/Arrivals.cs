namespace TelegramAI.Disk.Queue;

/// <summary>Wakes those who wait for a message when one may be there.</summary>
internal sealed class Arrivals
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends when the next messages are announced.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Announce() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
