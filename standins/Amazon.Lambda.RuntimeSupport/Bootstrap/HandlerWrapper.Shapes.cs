using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public partial class HandlerWrapper
{
    public static HandlerWrapper GetHandlerWrapper(Func<Task> handler) =>
        Nothing(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task> handler) =>
        Nothing(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task> handler) =>
        Nothing(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task> handler) =>
        Nothing(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Task<Stream>> handler) =>
        Bytes(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task<Stream>> handler) =>
        Bytes(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) =>
        Bytes(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task<Stream>> handler) =>
        Bytes(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        Bytes(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(
        Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        Bytes(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(_ => handler(), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer)), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(
        Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream, call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer), call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext, MemoryStream> handler) =>
        Bytes(call =>
        {
            var output = new MemoryStream();
            handler(call.InputStream, call.LambdaContext, output);
            output.Position = 0;
            return (Stream)output;
        });

    public static HandlerWrapper GetHandlerWrapper(Action handler) =>
        Nothing(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Action<Stream> handler) =>
        Nothing(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Action<ILambdaContext> handler) =>
        Nothing(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext> handler) =>
        Nothing(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream> handler) =>
        Bytes(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Stream> handler) =>
        Bytes(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) =>
        Bytes(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Stream> handler) =>
        Bytes(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Stream> handler) =>
        Bytes(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        Bytes(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) =>
        Value(_ => handler(), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer)), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream, call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer), call.LambdaContext), serializer);
}
