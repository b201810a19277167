using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Testing.Lambda;

/// <summary>
/// The service's side of the Lambda Runtime API, on loopback, for one function's process.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
/// </summary>
public sealed class LoopbackRuntimeApi : IAsyncDisposable
{
    public const string FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:spec";

    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<PendingInvocation> _waiting = Channel.CreateUnbounded<PendingInvocation>();
    private readonly ConcurrentDictionary<string, PendingInvocation> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FunctionError> _initErrors = new();
    private readonly ConcurrentDictionary<string, bool> _connections = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _firstNext = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackRuntimeApi(WebApplication app) => _app = app;

    /// <summary>Host and port: what AWS_LAMBDA_RUNTIME_API says.</summary>
    public string Address => new Uri(_app.Urls.First()).Authority;

    /// <summary>Ends when a function asks for its first event: it has started.</summary>
    public Task FirstNext => _firstNext.Task;

    /// <summary>What functions said of failed starts.</summary>
    public IReadOnlyList<FunctionError> InitErrors => [.. _initErrors];

    /// <summary>How many connections were used.</summary>
    public int Connections => _connections.Count;

    /// <summary>How the last function that asked for an event named itself.</summary>
    public string? UserAgent { get; private set; }

    public static async Task<LoopbackRuntimeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            // A failure comes in a header, too, with its message and its stack.
            kestrel.Limits.MaxRequestHeadersTotalSize = 1024 * 1024;
        });

        var app = builder.Build();
        var api = new LoopbackRuntimeApi(app);
        app.MapGet("/2018-06-01/runtime/invocation/next", api.NextAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/response", api.ResponseAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/error", api.ErrorAsync);
        app.MapPost("/2018-06-01/runtime/init/error", api.InitErrorAsync);
        // Here a saved process is loaded again at once.
        app.MapGet("/2018-06-01/runtime/restore/next", () => TypedResults.Ok());
        app.MapPost("/2018-06-01/runtime/restore/error", api.InitErrorAsync);
        await app.StartAsync();
        return api;
    }

    /// <summary>Invokes the function. Disposing this cancels the invocations that have not ended.</summary>
    /// <param name="content">The event.</param>
    /// <param name="deadline">How long the function may take, as it is told; 30 s where it is null. Nothing ends it.</param>
    /// <param name="traceId">The trace header.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Invocation> InvokeAsync(
        ReadOnlyMemory<byte> content, TimeSpan? deadline = null, string? traceId = null, CancellationToken cancellationToken = default)
    {
        var invocation = new PendingInvocation(content, deadline ?? DefaultDeadline, traceId);
        if (!_waiting.Writer.TryWrite(invocation))
            invocation.Cancel();

        return invocation.Ended.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var waiting))
            waiting.Cancel();

        foreach (var running in _running.Values)
            running.Cancel();

        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task NextAsync(HttpContext context)
    {
        UserAgent = context.Request.Headers.UserAgent;
        _connections.TryAdd(context.Connection.Id, true);
        _firstNext.TrySetResult();
        PendingInvocation invocation;
        using (var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token))
        {
            try
            {
                invocation = await _waiting.Reader.ReadAsync(ended.Token);
            }
            catch (OperationCanceledException)
            {
                context.Abort();
                return;
            }
        }

        _running[invocation.RequestId] = invocation;
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = $"{(DateTimeOffset.UtcNow + invocation.Deadline).ToUnixTimeMilliseconds()}";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = FunctionArn;
        if (invocation.TraceId is { } traceId)
            headers["Lambda-Runtime-Trace-Id"] = traceId;

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = invocation.Content.Length;
        invocation.Begin();
        await context.Response.Body.WriteAsync(invocation.Content);
    }

    private async Task ResponseAsync(HttpContext context, string id)
    {
        if (!_running.TryRemove(id, out var invocation))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        invocation.Succeed(await ReadAsync(context.Request));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task ErrorAsync(HttpContext context, string id)
    {
        if (!_running.TryRemove(id, out var invocation))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        invocation.Fail(await ReadErrorAsync(context.Request));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task InitErrorAsync(HttpContext context)
    {
        _initErrors.Enqueue(await ReadErrorAsync(context.Request));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static async Task<FunctionError> ReadErrorAsync(HttpRequest request) => new(
        request.Headers["Lambda-Runtime-Function-Error-Type"].ToString(),
        System.Text.Encoding.UTF8.GetString(await ReadAsync(request)),
        request.ContentType,
        request.Headers.TryGetValue("Lambda-Runtime-Function-XRay-Error-Cause", out var cause) ? cause.ToString() : null);

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
