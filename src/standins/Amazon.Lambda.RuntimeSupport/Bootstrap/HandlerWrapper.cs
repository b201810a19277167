using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A handler of any of the known shapes, as one that takes an invocation and gives a stream.</summary>
public class HandlerWrapper : IDisposable
{
    private HandlerWrapper(LambdaBootstrapHandler handler) => Handler = handler;

    public LambdaBootstrapHandler Handler { get; }

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async call => Written(await handler(serializer.Deserialize<TInput>(call.InputStream), call.LambdaContext), serializer));

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(call => Task.FromResult(Written(handler(serializer.Deserialize<TInput>(call.InputStream), call.LambdaContext), serializer)));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(async call =>
        {
            await handler(serializer.Deserialize<TInput>(call.InputStream), call.LambdaContext);
            return Empty();
        });

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        new(async call => new InvocationResponse(await handler(serializer.Deserialize<TInput>(call.InputStream), call.LambdaContext)));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        new(call => Task.FromResult(new InvocationResponse(handler(serializer.Deserialize<TInput>(call.InputStream), call.LambdaContext))));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        new(call =>
        {
            handler(serializer.Deserialize<TInput>(call.InputStream), call.LambdaContext);
            return Task.FromResult(Empty());
        });

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async call => Written(await handler(call.InputStream, call.LambdaContext), serializer));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(call => Task.FromResult(Written(handler(call.InputStream, call.LambdaContext), serializer)));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async call => Written(await handler(call.LambdaContext), serializer));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async call => new InvocationResponse(await handler(call.InputStream, call.LambdaContext)));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task> handler) =>
        new(async call =>
        {
            await handler(call.InputStream, call.LambdaContext);
            return Empty();
        });

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Stream> handler) =>
        new(call => Task.FromResult(new InvocationResponse(handler(call.InputStream, call.LambdaContext))));

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext> handler) =>
        new(call =>
        {
            handler(call.InputStream, call.LambdaContext);
            return Task.FromResult(Empty());
        });

    public void Dispose() => GC.SuppressFinalize(this);

    private static InvocationResponse Empty() => new(Stream.Null);

    private static InvocationResponse Written<T>(T response, ILambdaSerializer serializer)
    {
        var stream = new MemoryStream();
        serializer.Serialize(response, stream);
        stream.Position = 0;
        return new InvocationResponse(stream);
    }
}
