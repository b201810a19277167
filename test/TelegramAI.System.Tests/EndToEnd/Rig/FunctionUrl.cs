using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.System.Tests.EndToEnd.Rig;

/// <summary>A function's URL: each request becomes an event of the function, with a trace of its own, and its answer the request's.</summary>
internal sealed class FunctionUrl : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FunctionProcess _function;
    private readonly ConcurrentQueue<(string Trace, string Parent)> _traces = new();

    private FunctionUrl(WebApplication app, FunctionProcess function) => (_app, _function) = (app, function);

    public string Address => _app.Urls.First();

    /// <summary>The traces in which the function was called, and the part that called it.</summary>
    public IReadOnlyList<(string Trace, string Parent)> Traces => [.. _traces];

    public static async Task<FunctionUrl> StartAsync(FunctionProcess function, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var url = new FunctionUrl(app, function);
        app.MapPost("/", url.InvokeAsync);
        await app.StartAsync(cancellationToken);
        return url;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task InvokeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new WebhookEvent
        {
            Secret = context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"],
            Body = await reader.ReadToEndAsync(context.RequestAborted),
        };
        var invocation = await _function.InvokeAsync(request.ToJson(), traceId: BeginTrace(), cancellationToken: context.RequestAborted);
        if (invocation.Error is not null)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        var answer = JsonNode.Parse(invocation.Response)!;
        context.Response.StatusCode = (int)answer["statusCode"]!;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync((string?)answer["body"] ?? "", context.RequestAborted);
    }

    /// <summary>As X-Ray writes it where it does not record, which is how Lambda calls a function that pays for no traces.</summary>
    private string BeginTrace()
    {
        var (trace, parent) = ($"{ActivityTraceId.CreateRandom()}", $"{ActivitySpanId.CreateRandom()}");
        _traces.Enqueue((trace, parent));
        return $"Root=1-{trace[..8]}-{trace[8..]};Parent={parent};Sampled=0";
    }
}
