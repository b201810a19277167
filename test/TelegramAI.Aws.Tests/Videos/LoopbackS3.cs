using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.IO.Pipelines;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Aws.Tests.Videos;

/// <summary>
/// As much of S3 as one upload and one download ask, on loopback. It checks each part's address and checksum as S3 does, keeps no byte,
/// and breaks single parts and answers as it is told.
/// </summary>
internal sealed class LoopbackS3 : IAsyncDisposable
{
    private const string SecretKey = "testing";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<int, (long Bytes, string Checksum)> _parts = new();
    private int _now;

    private LoopbackS3(WebApplication app) => _app = app;

    /// <summary>What to do with a part before it is taken, by its number and the number of the try; true to take it.</summary>
    public Func<HttpContext, int, int, Task<bool>> OnPart { get; set; } = (_, _, _) => Task.FromResult(true);

    /// <summary>What a download gives: writes to the answer from a byte on.</summary>
    public Func<HttpContext, long, Task> OnGet { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Each try of each part.</summary>
    public ConcurrentQueue<int> Tries { get; } = [];

    public bool IsCompleted { get; private set; }

    public bool IsAborted { get; private set; }

    public int MostAtOnce { get; private set; }

    public long Bytes => _parts.Values.Sum(part => part.Bytes);

    public static async Task<LoopbackS3> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var app = builder.Build();
        var s3 = new LoopbackS3(app);
        app.Run(s3.ServeAsync);
        await app.StartAsync();
        return s3;
    }

    public AmazonS3Client Client(TimeSpan? timeout = null) => new(
        new BasicAWSCredentials("testing", SecretKey),
        new AmazonS3Config { ServiceURL = _app.Urls.First(), AuthenticationRegion = MotoServer.Region, ForcePathStyle = true, Timeout = timeout ?? TimeSpan.FromSeconds(60) });

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task ServeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return context.Request.Method switch
        {
            "POST" when query.ContainsKey("uploads") => XmlAsync(context, "<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>"),
            "PUT" when query.ContainsKey("partNumber") => TakePartAsync(context, int.Parse(query["partNumber"]!, CultureInfo.InvariantCulture)),
            "POST" => CompleteAsync(context),
            "DELETE" => Abort(context),
            "GET" => GetAsync(context),
            _ => ErrorAsync(context, 501, "NotImplemented"),
        };
    }

    private Task GetAsync(HttpContext context)
    {
        var range = context.Request.Headers.Range.ToString();
        var from = range.Length > 0 ? long.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        context.Response.StatusCode = range.Length > 0 ? 206 : 200;
        context.Response.Headers.ETag = "\"the-only-one\"";
        return OnGet(context, from);
    }

    private async Task TakePartAsync(HttpContext context, int number)
    {
        Tries.Enqueue(number);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
        try
        {
            if (!await OnPart(context, number, Tries.Count(part => part == number)))
                return;

            if (!SignedAddress.IsGenuine(context.Request, SecretKey))
            {
                await ErrorAsync(context, 403, "SignatureDoesNotMatch");
                return;
            }

            var (bytes, checksum) = await ReadAsync(context.Request.BodyReader);
            if (!string.Equals(checksum, context.Request.Headers["x-amz-checksum-crc32"], StringComparison.Ordinal))
            {
                await ErrorAsync(context, 400, "BadDigest");
                return;
            }

            _parts[number] = (bytes, checksum);
            context.Response.Headers.ETag = $"\"{number}\"";
            context.Response.Headers["x-amz-checksum-crc32"] = checksum;
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }

    /// <summary>S3 wants the checksum of every part again, where the upload was begun with them.</summary>
    private async Task CompleteAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (_parts.Values.Any(part => !body.Contains($"<ChecksumCRC32>{part.Checksum}</ChecksumCRC32>", StringComparison.Ordinal)))
        {
            await ErrorAsync(context, 400, "InvalidRequest");
            return;
        }

        IsCompleted = true;
        await XmlAsync(context, "<CompleteMultipartUploadResult><ETag>\"all\"</ETag></CompleteMultipartUploadResult>");
    }

    private Task Abort(HttpContext context)
    {
        IsAborted = true;
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static async Task<(long Bytes, string Checksum)> ReadAsync(PipeReader body)
    {
        var crc = new Crc32();
        long bytes = 0;
        while (true)
        {
            var read = await body.ReadAsync();
            foreach (var memory in read.Buffer)
                crc.Append(memory.Span);
            bytes += read.Buffer.Length;
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        var hash = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(hash, crc.GetCurrentHashAsUInt32());
        return (bytes, Convert.ToBase64String(hash));
    }

    public static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return XmlAsync(context, $"<Error><Code>{code}</Code><Message>{code}</Message></Error>");
    }

    private static Task XmlAsync(HttpContext context, string xml)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(xml);
    }
}
