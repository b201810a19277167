using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Benchmarks.Worker;

/// <summary>
/// As much of S3 as an upload asks for, on loopback, and faster than what uploads: it takes everything, checks nothing and keeps
/// nothing, so each video is a new one.
/// </summary>
internal static class S3Sink
{
    public const string Bucket = "bench";

    /// <summary>One that is no hash of the content, as those of objects in parts.</summary>
    private const string ETag = "\"00000000000000000000000000000000-1\"";

    /// <summary>Serves until the input ends, so that a killed benchmark leaves no server behind. Its first line is its address.</summary>
    public static async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await DrainAsync(context.Request);
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = ETag;
        switch (request.Method)
        {
            case "POST" when request.Query.ContainsKey("uploads"):
                await AnswerAsync(response, "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>");
                break;
            case "POST":
                await AnswerAsync(response, $"<CompleteMultipartUploadResult><ETag>{ETag}</ETag></CompleteMultipartUploadResult>");
                break;
            case "GET" when request.Query.ContainsKey("uploads"):
                await AnswerAsync(response, "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");
                break;
            case "GET":
                response.StatusCode = StatusCodes.Status404NotFound;
                await AnswerAsync(response, "<Error><Code>NoSuchKey</Code></Error>");
                break;
            case "HEAD":
                response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case "DELETE":
                response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }

    private static Task AnswerAsync(HttpResponse response, string xml)
    {
        response.ContentType = "application/xml";
        return response.WriteAsync($"""<?xml version="1.0" encoding="UTF-8"?>{xml}""");
    }

    private static async Task DrainAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
