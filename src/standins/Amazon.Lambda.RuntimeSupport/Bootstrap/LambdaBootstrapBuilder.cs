using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Makes the loop of a function's process from its handler.</summary>
public class LambdaBootstrapBuilder
{
    private readonly HandlerWrapper _handler;
    private readonly LambdaBootstrapOptions _options = new();
    private HttpClient _http;
    private LambdaBootstrapInitializer _initializer;

    private LambdaBootstrapBuilder(HandlerWrapper handler) => _handler = handler;

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(HandlerWrapper.GetHandlerWrapper(handler, serializer));

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Stream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _http = httpClient;
        return this;
    }

    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer lambdaBootstrapInitializer)
    {
        _initializer = lambdaBootstrapInitializer;
        return this;
    }

    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> options = null)
    {
        options?.Invoke(_options);
        return this;
    }

    public LambdaBootstrap Build() =>
        _http is null ? new LambdaBootstrap(_handler, _options, _initializer) : new LambdaBootstrap(_http, _handler, _options, _initializer);
}
