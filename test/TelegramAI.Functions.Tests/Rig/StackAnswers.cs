using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Functions.Tests.Rig;

/// <summary>Where CloudFormation has a custom resource put its answer: a presigned link to a bucket.</summary>
public sealed class StackAnswers : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _answers = new();
    private int _refusals;
    private int _hanging;

    private StackAnswers(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.First()}/answer?X-Amz-Signature=abc";

    public IReadOnlyList<JsonNode> All => [.. _answers];

    public static async Task<StackAnswers> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var answers = new StackAnswers(app);
        app.MapPut("/answer", answers.TakeAsync);
        await app.StartAsync();
        return answers;
    }

    /// <summary>Answers nothing so many times, until the caller gives up.</summary>
    public void Hang(int times) => _hanging = times;

    /// <summary>Answers so many times with 503.</summary>
    public void Refuse(int times) => _refusals = times;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref _hanging) >= 0)
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);

        if (Interlocked.Decrement(ref _refusals) >= 0 || context.Request.ContentType is not null)
        {
            // The link is signed for no content type: another one would be refused.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        _answers.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
    }
}
