using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Tests.Documents;

/// <summary>What a caller learns of an S3 that stays away, and of one that refuses.</summary>
public sealed class S3RetrySpecs
{
    private static readonly S3Retry Retry = new(Options.Create(new BucketOptions { StoreRetrySeconds = 0 }), TimeProvider.System);

    public static TheoryData<Exception> Away =>
    [
        new AmazonS3Exception("slow down") { StatusCode = HttpStatusCode.ServiceUnavailable },
        new AmazonS3Exception("too many") { StatusCode = HttpStatusCode.TooManyRequests },
        new AmazonS3Exception("no answer"),
        new AmazonS3Exception("too slow") { StatusCode = HttpStatusCode.BadRequest, ErrorCode = "RequestTimeout" },
        new AmazonClientException("no credentials now"),
        new HttpRequestException("connection refused"),
        new IOException("connection reset"),
        new TaskCanceledException("too long", new TimeoutException()),
    ];

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Away))]
    public async Task An_S3_that_stays_away_is_one_kind_of_failure_for_everybody_else(Exception failure)
    {
        var told = await Assert.ThrowsAsync<ServiceUnavailableException>(() => CallAsync(failure));

        Assert.Same(failure, told.InnerException);
        Assert.Contains(failure.Message, told.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(HttpStatusCode.Forbidden, "AccessDenied")]
    [InlineData(HttpStatusCode.NotFound, "NoSuchKey")]
    [InlineData(HttpStatusCode.PreconditionFailed, "PreconditionFailed")]
    public async Task A_refusal_is_not_called_an_outage(HttpStatusCode status, string code)
    {
        var refusal = new AmazonS3Exception("no") { StatusCode = status, ErrorCode = code };

        Assert.Same(refusal, await Assert.ThrowsAsync<AmazonS3Exception>(() => CallAsync(refusal)));
    }

    private static Task<int> CallAsync(Exception failure) =>
        Retry.RunAsync(() => Task.FromException<int>(failure), TestContext.Current.CancellationToken);
}
