using System.Collections.Concurrent;
using System.Net;
using System.Web;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Aws.Tests.Videos;

public sealed class S3VideoFilesSpecs(SharedMoto moto) : VideoFilesSpecs, IAsyncLifetime
{
    /// <summary>Two whole parts and a piece of a third.</summary>
    private const int ThreeParts = 40_000_000;

    private readonly string _bucket = SharedMoto.NewName();
    private AmazonS3Client? _s3;

    protected override IVideoFiles Files => Open(_s3!);

    public async ValueTask InitializeAsync()
    {
        _s3 = await moto.S3Async();
        await _s3.PutBucketAsync(new PutBucketRequest { BucketName = _bucket, BucketRegion = S3Region.FindValue(MotoServer.Region) }, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _s3?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(16 * 1024 * 1024)]
    [InlineData(32 * 1024 * 1024)]
    [InlineData(ThreeParts)]
    public async Task A_video_of_parts_is_read_back_byte_for_byte(int length)
    {
        var bytes = RandomBytes(length);

        Assert.Equal(length, await StoreAsync(Key, bytes));

        Assert.True((await ReadAsync(Key)).SequenceEqual(bytes));
        Assert.Equal(bytes[^10..], await ReadAsync(Key, from: length - 10));
        Assert.Equal(length, await Files.LengthAsync(Key, Cancellation));
        Assert.Empty(await UploadsAsync());
    }

    [Fact]
    public async Task A_video_of_parts_that_was_not_committed_leaves_no_parts()
    {
        await using (var upload = await Files.BeginAsync(Key, Cancellation))
        {
            await upload.Stream.WriteAsync(RandomBytes(ThreeParts), Cancellation);
            Assert.Single(await UploadsAsync());
        }

        Assert.Empty(await UploadsAsync());
        Assert.Null(await Files.LengthAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_part_that_failed_is_sent_again_and_no_other()
    {
        var parts = new ConcurrentBag<string>();
        var failed = 0;
        var wire = new Wire(async (request, send) =>
        {
            if (HttpUtility.ParseQueryString(request.RequestUri!.Query)["partNumber"] is { } part)
                parts.Add(part);
            return parts.Contains("2") && Interlocked.Exchange(ref failed, 1) is 0
                ? Wire.Answer(HttpStatusCode.ServiceUnavailable, "application/xml", "<Error><Code>SlowDown</Code><Message>Slow down</Message></Error>")
                : await send();
        });
        var bytes = RandomBytes(ThreeParts);

        await StoreAsync(Open(_s3!, wire), bytes);

        Assert.Equal(4, parts.Count);
        Assert.True((await ReadAsync(Key)).SequenceEqual(bytes));
    }

    [Fact]
    public async Task An_upload_that_S3_refuses_is_the_stores_failure_and_leaves_nothing()
    {
        var wire = new Wire(async (request, send) => request.RequestUri!.Query.Contains("partNumber=2", StringComparison.Ordinal)
            ? Wire.Answer(HttpStatusCode.Forbidden, "application/xml", "<Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>")
            : await send());

        await Assert.ThrowsAsync<VideoStorageException>(() => StoreAsync(Open(_s3!, wire), RandomBytes(ThreeParts)));

        Assert.Empty(await UploadsAsync());
        Assert.Null(await Files.LengthAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_a_commit()
    {
        var lost = 0;
        using var s3 = await moto.S3Async(new Wire(async (request, send) =>
        {
            var answer = await send();
            if (request.Method != HttpMethod.Post || !request.RequestUri!.Query.Contains("uploadId=", StringComparison.Ordinal) || lost++ > 0)
                return answer;

            answer.Dispose();
            throw new HttpRequestException("The connection broke");
        }));
        var bytes = RandomBytes(ThreeParts);

        Assert.Equal(bytes.Length, await StoreAsync(Open(s3), bytes));

        Assert.Equal(2, lost);
        Assert.True((await ReadAsync(Key)).SequenceEqual(bytes));
    }

    [Fact]
    public async Task A_link_downloads_the_video_under_its_name()
    {
        var bytes = RandomBytes(1_000);
        await StoreAsync(Key, bytes);
        using var http = new HttpClient();

        var link = Files.Link(Key, TimeSpan.FromHours(24));

        using var response = await http.GetAsync(link.Address, Cancellation);
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("video/mp4", response.Content.Headers.ContentType?.MediaType);

        // Moto answers without the name that the link asks for.
        var query = HttpUtility.ParseQueryString(link.Address.Query);
        Assert.Equal("attachment; filename=\"dQw4w9WgXcQ 720p.mp4\"", query["response-content-disposition"]);
        Assert.InRange(int.Parse(query["X-Amz-Expires"]!), 86_300, 86_500);
        Assert.Equal(DateTimeOffset.UtcNow.AddHours(24), link.Until, TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(48, 24)]
    [InlineData(null, 24)]
    public void A_link_says_that_it_ends_with_the_credentials_that_signed_it(int? credentialHours, int linkHours)
    {
        var credentials = new SessionAWSCredentials("testing", "testing", "temporary") { Expiration = DateTime.UtcNow.AddHours(credentialHours ?? 1000) };
        using var s3 = new AmazonS3Client(credentials, new AmazonS3Config { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, DefaultAWSCredentials = credentials });

        Assert.Equal(DateTimeOffset.UtcNow.AddHours(linkHours), Open(s3).Link(Key, TimeSpan.FromHours(24)).Until, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_named()
    {
        var files = new S3VideoFiles(_s3!, new Wire(), Options.Create(new BucketOptions { Bucket = "no-such-bucket" }), TimeProvider.System);

        await Assert.ThrowsAsync<AwsResourceMissingException>(() => files.OpenAsync(Key, 0, Cancellation));
        await Assert.ThrowsAsync<AwsResourceMissingException>(() => StoreAsync(files, [1]));
        await Assert.ThrowsAsync<AwsResourceMissingException>(() => StoreAsync(files, RandomBytes(ThreeParts)));
    }

    private static async Task<long> StoreAsync(S3VideoFiles files, byte[] bytes)
    {
        await using var upload = await files.BeginAsync(Key, Cancellation);
        await upload.Stream.WriteAsync(bytes, Cancellation);
        return await upload.CommitAsync(Cancellation);
    }

    private S3VideoFiles Open(IAmazonS3 s3, Wire? wire = null) => new(s3, wire ?? new Wire(), Options.Create(new BucketOptions { Bucket = _bucket }), TimeProvider.System);

    private async Task<List<MultipartUpload>> UploadsAsync() =>
        (await _s3!.ListMultipartUploadsAsync(_bucket, Cancellation)).MultipartUploads ?? [];
}
