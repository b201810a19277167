using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace YoutubeExplode.Tests.Loopback;

/// <summary>A YouTube on loopback that answers as a spec tells it to, and remembers what it was asked.</summary>
internal sealed class YoutubeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, int, Task>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private YoutubeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Every request that was answered, in its order.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<YoutubeServer> StartAsync()
    {
        var server = new YoutubeServer();
        await server._app.StartAsync();
        return server.Answer("/sw.js_data", ")]}'\n" + Answers.VisitorData("visitor-1"));
    }

    public IReadOnlyList<SeenRequest> SeenAt(string path) => [.. _seen.Where(r => string.Equals(r.Path, path, StringComparison.Ordinal))];

    /// <summary>Answers a path; the number says how many requests, with this one, asked for it.</summary>
    public YoutubeServer Answer(string path, Func<HttpContext, int, Task> answer)
    {
        _answers[path] = answer;
        return this;
    }

    public YoutubeServer Answer(string path, string text) => Answer(path, (context, _) => context.Response.WriteAsync(text));

    public YoutubeServer Refuse(string path, int status) => Answer(path, (context, _) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>A client for which this server is all of the web.</summary>
    public YoutubeClient NewClient(params IReadOnlyList<Cookie> cookies) => new(NewHttp(), cookies);

    public HttpClient NewHttp() => new(new ToLoopback(new Uri(_app.Urls.First())) { InnerHandler = new SocketsHttpHandler { UseCookies = false } });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var path = context.Request.Path.Value ?? "";
        _seen.Enqueue(new SeenRequest(
            context.Request.Method,
            path,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync(context.RequestAborted)));

        if (_answers.TryGetValue(path, out var answer)) await answer(context, _counts.AddOrUpdate(path, 1, (_, count) => count + 1));
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private sealed class ToLoopback(Uri server) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

internal sealed record SeenRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Parameter(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
