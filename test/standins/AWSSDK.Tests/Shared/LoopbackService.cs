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
        if (answer.QueryError is { } error)
            context.Response.Headers["x-amzn-query-error"] = error;
        await context.Response.Body.WriteAsync(answer.Body);
    }
}

internal sealed record Answer(int Status, byte[] Body, string ContentType)
{
    public Answer(int status, string body, string contentType = "text/xml")
        : this(status, Encoding.UTF8.GetBytes(body), contentType)
    {
    }

    /// <summary>The header that says which error of the Query protocol an error is; null for none.</summary>
    public string? QueryError { get; init; }

    public static Answer QueryOk(string action) =>
        new(200, $"<{action}Response><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></{action}Response>");

    public static Answer QueryFailure(int status, string code) => new(status, $"""
        <ErrorResponse>
          <Error><Type>Sender</Type><Code>{code}</Code><Message>It says why.</Message></Error>
          <RequestId>request-2</RequestId>
        </ErrorResponse>
        """);

    public static Answer Json(int status, string body) => new(status, body, "application/x-amz-json-1.1");

    /// <summary>An error of a service that spoke Query before.</summary>
    public static Answer CborFailure(int status, string shape, string? queryError) =>
        new(status, CborBody.Encode(Failure(shape)), "application/cbor") { QueryError = queryError };

    public static Answer Cbor(int status, object body) => new(status, CborBody.Encode(body), "application/cbor");

    private static Dictionary<string, object?> Failure(string shape) =>
        new(StringComparer.Ordinal) { ["__type"] = $"com.amazonaws.cloudwatch#{shape}", ["message"] = "It says why." };
}

internal sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>The parameters of a Query request.</summary>
    public IReadOnlyDictionary<string, string> Form =>
        QueryHelpers.ParseQuery(Body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    /// <summary>The operation of a Query request, or of a CBOR one.</summary>
    public string Action => Form.TryGetValue("Action", out var action) ? action : Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The body of a CBOR request, in diagnostic notation.</summary>
    public string Cbor => CborBody.Describe(Bytes);

    public static async Task<ReceivedRequest> ReadAsync(HttpRequest request)
    {
        var compressed = request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        await using var body = compressed ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return new ReceivedRequest(
            request.Method,
            request.Path,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            bytes.ToArray());
    }
}
