using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The loop of a function's process: asks for an event, handles it, and gives its answer, for ever.</summary>
public class LambdaBootstrap : IDisposable
{
    private const string InitializationTypeVariable = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private const string RunOnceVariable = "AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE";
    private const string NoMemoryLimitVariable = "AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK";

    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly LambdaBootstrapHandler _handler;
    private readonly LambdaBootstrapOptions _options;
    private readonly LambdaBootstrapInitializer _initializer;

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(http: null, handler, options: null, initializer)
    {
    }

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(http: null, handler, lambdaBootstrapOptions, initializer)
    {
    }

    public LambdaBootstrap(HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handler, options: null, initializer)
    {
    }

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(http: null, handlerWrapper.Handler, options: null, initializer)
    {
    }

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(http: null, handlerWrapper.Handler, lambdaBootstrapOptions, initializer)
    {
    }

    public LambdaBootstrap(HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handlerWrapper.Handler, options: null, initializer)
    {
    }

    public LambdaBootstrap(
        HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapOptions lambdaBootstrapOptions, LambdaBootstrapInitializer initializer = null)
        : this(httpClient, handlerWrapper.Handler, lambdaBootstrapOptions, initializer)
    {
    }

    private LambdaBootstrap(HttpClient http, LambdaBootstrapHandler handler, LambdaBootstrapOptions options, LambdaBootstrapInitializer initializer)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _ownsHttp = http is null;
        _http = http ?? ConstructHttpClient();
        _handler = handler;
        _options = options ?? new LambdaBootstrapOptions();
        _initializer = initializer;
    }

    /// <summary>One connection, kept alive, on which an event may take as long as it takes to come.</summary>
    public static HttpClient ConstructHttpClient() => new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="RuntimeApiClientException">The Runtime API failed: the process is of no more use.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        LimitMemory();
        var api = new RuntimeApiClient(_http, _options.RuntimeApiEndpoint);
        LambdaLogger.Runtime = api.Logger;
        if (!await InitializeAsync(api, cancellationToken))
            return;

        if (string.Equals(LambdaEnvironment.Read(InitializationTypeVariable), "snap-start", StringComparison.Ordinal))
            await new SnapStart(api).RunAsync(cancellationToken);

        var runsOnce = IsOn(RunOnceVariable);
        do
        {
            await InvokeAsync(api, cancellationToken);
        }
        while (!runsOnce && !cancellationToken.IsCancellationRequested);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _ownsHttp)
            _http.Dispose();
    }

    private async Task<bool> InitializeAsync(RuntimeApiClient api, CancellationToken cancellationToken)
    {
        try
        {
            return _initializer is null || await _initializer();
        }
        catch (Exception exception)
        {
            api.Logger.Log(LogLevel.Error, exception, "");
            await api.ReportInitializationErrorAsync(exception, cancellationToken: cancellationToken);
            throw;
        }
    }

    private async Task InvokeAsync(RuntimeApiClient api, CancellationToken cancellationToken)
    {
        using var invocation = await api.GetNextInvocationAsync(cancellationToken);
        var requestId = invocation.LambdaContext.AwsRequestId;
        InvocationResponse response;
        try
        {
            response = await _handler(invocation);
        }
        catch (Exception exception)
        {
            api.Logger.Log(LogLevel.Error, exception, "");
            await api.ReportInvocationErrorAsync(requestId, exception, cancellationToken);
            return;
        }

        try
        {
            await api.SendResponseAsync(requestId, response?.OutputStream, cancellationToken);
        }
        finally
        {
            if (response is { DisposeOutputStream: true, OutputStream: { } stream })
                await stream.DisposeAsync();
        }
    }

    /// <summary>The collector would else take the machine's memory for the function's.</summary>
    private static void LimitMemory()
    {
        if (IsOn(NoMemoryLimitVariable) || !int.TryParse(new LambdaEnvironment().FunctionMemorySize, CultureInfo.InvariantCulture, out var megabytes))
            return;

        AppContext.SetData("GCHeapHardLimit", (ulong)megabytes * 1024 * 1024);
        GC.RefreshMemoryLimit();
    }

    private static bool IsOn(string variable) => bool.TryParse(LambdaEnvironment.Read(variable), out var on) && on;
}
