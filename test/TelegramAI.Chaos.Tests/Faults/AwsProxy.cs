using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Chaos.Tests.Faults;

/// <summary>
/// Stands between a worker and moto: lets calls fail as they are planned to, and answers the two calls of lifecycle hooks itself,
/// which moto does not have.
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
    private readonly ConcurrentQueue<LifecycleCall> _lifecycle = new();
    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None });

    private long _calls;

    private AwsProxy(WebApplication app, Uri target, FaultPlan? faults) => (_app, _target, _faults) = (app, target, faults);

    public string Address => _app.Urls.First();

    /// <summary>How many calls came.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>What was said of lifecycle hooks, in order.</summary>
    public IReadOnlyList<LifecycleCall> Lifecycle => [.. _lifecycle];

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

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        var service = ServiceOf(context.Request);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        try
        {
            await ServeAsync(context, service, _faults?.Next(service), ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or BadHttpRequestException)
        {
            // The worker was killed, or gave up.
            context.Abort();
        }
    }

    private async Task ServeAsync(HttpContext context, string service, Fault? fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Unavailable:
                await RefuseAsync(context, service);
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

        if (service is "autoscaling" && await TryAnswerLifecycleAsync(context, cancellationToken))
            return;

        using var request = RequestOf(context);
        using var response = await _http.SendAsync(request, cancellationToken);
        if (fault is Fault.LostAnswer)
        {
            context.Abort();
            return;
        }

        if (fault is Fault.LateAnswer)
            await Task.Delay(_faults!.Delay(), cancellationToken);

        await AnswerAsync(context, response, cancellationToken);
    }

    /// <summary>
    /// The service in the signature's scope, which is in a header or in the address.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
    /// </summary>
    private static string ServiceOf(HttpRequest request)
    {
        var signed = request.Query.TryGetValue("X-Amz-Credential", out var credential) ? credential : request.Headers.Authorization;
        var parts = signed.ToString().Split(',')[0].Split('/');
        return parts.Length > 3 ? parts[3] : "";
    }

    private static async Task RefuseAsync(HttpContext context, string service)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        (context.Response.ContentType, var body) = service is "s3"
            ? ("application/xml", "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>")
            : ("application/x-amz-json-1.0", """{"__type":"com.amazonaws.sqs#ServiceUnavailable","message":"planned"}""");
        await context.Response.WriteAsync(body);
    }

    private async Task<bool> TryAnswerLifecycleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8, leaveOpen: true);
        var form = QueryHelpers.ParseQuery(await reader.ReadToEndAsync(cancellationToken));
        context.Request.Body.Position = 0;

        var action = form.TryGetValue("Action", out var name) ? name.ToString() : "";
        if (action is not ("RecordLifecycleActionHeartbeat" or "CompleteLifecycleAction"))
            return false;

        _lifecycle.Enqueue(new LifecycleCall(
            action,
            form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal),
            DateTimeOffset.UtcNow));
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <{action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><{action}Result/>
            <ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata></{action}Response>
            """,
            cancellationToken);
        return true;
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

/// <summary>What a worker said of a lifecycle hook.</summary>
/// <param name="Action">The API's name of the call.</param>
/// <param name="Fields">Its parameters.</param>
/// <param name="At">When.</param>
public sealed record LifecycleCall(string Action, IReadOnlyDictionary<string, string> Fields, DateTimeOffset At);
