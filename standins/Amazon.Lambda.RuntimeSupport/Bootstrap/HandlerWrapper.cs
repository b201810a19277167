using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A handler of any of the known shapes, as one that takes an invocation and gives a stream.</summary>
public partial class HandlerWrapper : IDisposable
{
    private HandlerWrapper(LambdaBootstrapHandler handler) => Handler = handler;

    public LambdaBootstrapHandler Handler { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static TInput Read<TInput>(InvocationRequest call, ILambdaSerializer serializer) => serializer.Deserialize<TInput>(call.InputStream);

    private static HandlerWrapper Nothing(Func<InvocationRequest, Task> handle) => new(async call =>
    {
        await handle(call);
        return new InvocationResponse(Stream.Null);
    });

    private static HandlerWrapper Bytes(Func<InvocationRequest, Task<Stream>> handle) => new(async call => new InvocationResponse(await handle(call)));

    private static HandlerWrapper Value<TOutput>(Func<InvocationRequest, Task<TOutput>> handle, ILambdaSerializer serializer) => new(async call =>
    {
        var output = new MemoryStream();
        serializer.Serialize(await handle(call), output);
        output.Position = 0;
        return new InvocationResponse(output);
    });

    private static HandlerWrapper Nothing(Action<InvocationRequest> handle) => Nothing(call =>
    {
        handle(call);
        return Task.CompletedTask;
    });

    private static HandlerWrapper Bytes(Func<InvocationRequest, Stream> handle) => Bytes(call => Task.FromResult(handle(call)));

    private static HandlerWrapper Value<TOutput>(Func<InvocationRequest, TOutput> handle, ILambdaSerializer serializer) =>
        Value(call => Task.FromResult(handle(call)), serializer);
}
