using System.Diagnostics;

namespace TelegramAI.Testing.Lambda;

/// <summary>An event that waits for a function, or that a function is at work on.</summary>
internal sealed class PendingInvocation(ReadOnlyMemory<byte> content, TimeSpan deadline, string? traceId)
{
    private readonly TaskCompletionSource<Invocation> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _began;

    public string RequestId { get; } = Guid.NewGuid().ToString();

    public ReadOnlyMemory<byte> Content => content;

    public TimeSpan Deadline => deadline;

    public string? TraceId => traceId;

    public Task<Invocation> Ended => _ended.Task;

    public void Begin() => _began = Stopwatch.GetTimestamp();

    public void Succeed(byte[] response) => _ended.TrySetResult(new Invocation(RequestId, response, Error: null, Stopwatch.GetElapsedTime(_began)));

    public void Fail(FunctionError error) => _ended.TrySetResult(new Invocation(RequestId, Response: null, error, Stopwatch.GetElapsedTime(_began)));

    public void Cancel() => _ended.TrySetCanceled();
}
