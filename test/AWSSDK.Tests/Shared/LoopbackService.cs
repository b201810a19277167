using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace AWSSDK.Tests.Shared;

/// <summary>What a client sends, kept; and answers in the order given, the last one for ever.</summary>
internal sealed class LoopbackService : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Queue<Answer> _answers;
    private readonly WebApplication _app;

    private LoopbackService(IEnumerable<Answer> answers)
    {
        _answers = new Queue<Answer>(answers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.First();

    public IReadOnlyCollection<ReceivedRequest> Requests => _requests;

    public static async Task<LoopbackService> StartAsync(params Answer[] answers)
    {
        var service = new LoopbackService(answers);
        await service._app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        _requests.Enqueue(await ReceivedRequest.ReadAsync(context.Request));
        Answer answer;
        lock (_answers)
            answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.Headers["x-amzn-RequestId"] = "request-of-the-header";
        await context.Response.WriteAsync(answer.Body);
    }
}

internal sealed record Answer(int Status, string Body, string ContentType = "text/xml")
{
    public static Answer QueryOk(string action) =>
        new(200, $"<{action}Response><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></{action}Response>");

    public static Answer QueryError(int status, string code) => new(status, $"""
        <ErrorResponse>
          <Error><Type>Sender</Type><Code>{code}</Code><Message>It says why.</Message></Error>
          <RequestId>request-2</RequestId>
        </ErrorResponse>
        """);

    public static Answer Json(int status, string body) => new(status, body, "application/x-amz-json-1.1");
}

internal sealed record ReceivedRequest(IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The parameters of a Query request.</summary>
    public IReadOnlyDictionary<string, string> Form =>
        QueryHelpers.ParseQuery(Body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    public static async Task<ReceivedRequest> ReadAsync(HttpRequest request)
    {
        var compressed = request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        await using var body = compressed ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var reader = new StreamReader(body, Encoding.UTF8);
        return new ReceivedRequest(
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
