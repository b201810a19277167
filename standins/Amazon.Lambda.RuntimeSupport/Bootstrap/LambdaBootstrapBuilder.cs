using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Makes the loop of a function's process from its handler.</summary>
public partial class LambdaBootstrapBuilder
{
    private readonly HandlerWrapper _handler;
    private readonly LambdaBootstrapOptions _options = new();
    private HttpClient _http;
    private LambdaBootstrapInitializer _initializer;

    private LambdaBootstrapBuilder(HandlerWrapper handler) => _handler = handler;

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
