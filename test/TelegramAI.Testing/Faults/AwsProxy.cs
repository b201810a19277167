using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Testing.Faults;

/// <summary>
/// Stands between a worker and moto: remembers what the worker asks, lets calls fail as they are planned to, and answers the two calls
/// of lifecycle hooks itself, which moto does not have.
/// </summary>
public sealed class AwsProxy : IAsyncDisposable
{
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Expect", "Content-Length", "Date", "Server",
    };

    private readonly WebApplication _app;
    private readonly Uri _target;
    private readonly FaultPlan? _faults;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<AwsCall> _calls = new();
    private readonly ConcurrentDictionary<string, bool> _lost = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None });

    private AwsProxy(WebApplication app, Uri target, FaultPlan? faults) => (_app, _target, _faults) = (app, target, faults);

    public string Address => _app.Urls.First();

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<AwsCall> Calls => [.. _calls];

    /// <summary>The instance whose states are played here; null where moto's word is good enough.</summary>
    public LaunchedInstance? Instance { get; set; }

    /// <summary>Called with the receipt of each message that a worker is given, before it has it.</summary>
    public Func<string, Task>? Received { get; set; }

    /// <summary>What was said of lifecycle hooks, in order.</summary>
    public IReadOnlyList<AwsCall> Lifecycle => [.. _calls.Where(IsOfLifecycle)];

    public static async Task<AwsProxy> StartAsync(string target, FaultPlan? faults, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var proxy = new AwsProxy(app, new Uri(target), faults);
        app.Run(proxy.ServeAsync);
        await app.StartAsync(cancellationToken);
        return proxy;
    }

    /// <summary>A queue's address through here: the SDK follows a queue's own address, and not its endpoint's.</summary>
    public string AddressOf(string queue) => new Uri(new Uri(Address), new Uri(queue).AbsolutePath).ToString();

    /// <summary>Takes a service away: from now on each call of it is cut, until it is given back.</summary>
    public void Lose(string service) => _lost[service] = true;

    /// <summary>Gives back what was taken away.</summary>
    public void Restore(string service) => _lost.TryRemove(service, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private static bool IsOfLifecycle(AwsCall call) => call.Action is "RecordLifecycleActionHeartbeat" or "CompleteLifecycleAction";

    private async Task ServeAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            var call = await AwsCall.ReadAsync(context.Request, ended.Token);
            _calls.Enqueue(call);
            if (_lost.ContainsKey(call.Service))
                context.Abort();
            else
                await ServeAsync(context, call, _faults?.Next(call.Service), ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or BadHttpRequestException)
        {
            // The worker was killed, or gave up.
            context.Abort();
        }
    }

    private async Task ServeAsync(HttpContext context, AwsCall call, Fault? fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Unavailable:
                await RefuseAsync(context, call.Service);
                return;
            case Fault.Hang:
                await Task.Delay(_faults!.Delay(), cancellationToken);
                context.Abort();
                return;
            case Fault.CutRequest:
                _ = await context.Request.Body.ReadAtLeastAsync(new byte[1000], 1000, throwOnEndOfStream: false, cancellationToken);
                context.Abort();
                return;
        }

        if (Instance?.Answer(call) is var (status, body))
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, "text/xml");
            await context.Response.WriteAsync(body, cancellationToken);
            return;
        }

        if (IsOfLifecycle(call))
        {
            await AnswerLifecycleAsync(context, call, cancellationToken);
            return;
        }

        using var request = RequestOf(context);
        using var response = await _http.SendAsync(request, cancellationToken);
        if (fault is Fault.LostAnswer)
        {
            context.Abort();
            return;
        }

        if (call.Action is "ReceiveMessage" && Received is { } received)
            await ForEachReceiptAsync(response, received, cancellationToken);

        if (fault is Fault.LateAnswer)
            await Task.Delay(_faults!.Delay(), cancellationToken);

        await AnswerAsync(context, response, cancellationToken);
    }

    private static async Task ForEachReceiptAsync(HttpResponseMessage response, Func<string, Task> received, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        foreach (var message in answer?["Messages"]?.AsArray() ?? [])
            await received((string)message!["ReceiptHandle"]!);
    }

    private static async Task RefuseAsync(HttpContext context, string service)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        (context.Response.ContentType, var body) = service is "s3"
            ? ("application/xml", "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>")
            : ("application/x-amz-json-1.0", """{"__type":"com.amazonaws.sqs#ServiceUnavailable","message":"planned"}""");
        await context.Response.WriteAsync(body);
    }

    private static async Task AnswerLifecycleAsync(HttpContext context, AwsCall call, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <{call.Action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><{call.Action}Result/>
            <ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata></{call.Action}Response>
            """,
            cancellationToken);
    }

    private HttpRequestMessage RequestOf(HttpContext context)
    {
        var from = context.Request;
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(_target, $"{from.PathBase}{from.Path.ToUriComponent()}{from.QueryString}"));
        if (from.ContentLength is > 0 || from.Headers.TransferEncoding.Count > 0 || from.Method is "PUT" or "POST")
        {
            request.Content = new StreamContent(from.Body);
            request.Content.Headers.ContentLength = from.ContentLength;
        }

        foreach (var (name, values) in from.Headers)
        {
            if (!NotPassedOn.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        return request;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!NotPassedOn.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        }

        context.Response.ContentLength = response.Content.Headers.ContentLength;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Content.CopyToAsync(context.Response.Body, cancellationToken);
    }
}
