namespace TelegramAI.BotApiServer.Chats;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking, so that nothing that comes meanwhile is missed.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = Fresh();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
