using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Aws.Tests.Documents;

public sealed class S3DocumentStoreSpecs(SharedMoto moto) : DocumentStoreSpecs, IAsyncLifetime
{
    private readonly string _bucket = SharedMoto.NewName();
    private AmazonS3Client? _s3;

    protected override IDocumentStore Documents => Open(_s3!);

    protected override int Many => 80;

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

    [Fact]
    public async Task A_list_has_the_latest_written_first_over_all_its_pages()
    {
        var first = await PutAsync("jobs/1/0.json", "x", expected: null);
        for (var i = 1; i < 7; i++)
        {
            // S3 tells the time of a write in whole seconds.
            await Task.Delay(i is 3 ? 1_100 : 0, Cancellation);
            await PutAsync($"jobs/1/{i}.json", "x", expected: null);
        }

        await Task.Delay(1_100, Cancellation);
        await PutAsync("jobs/1/0.json", "changed", first);

        var paths = await Documents.ListAsync("jobs/", Cancellation).ToListAsync(Cancellation);
        Assert.Equal("jobs/1/0.json", paths[0]);
        Assert.Equal(["jobs/1/3.json", "jobs/1/4.json", "jobs/1/5.json", "jobs/1/6.json"], paths[1..5].Order(StringComparer.Ordinal));
        Assert.Equal(["jobs/1/1.json", "jobs/1/2.json"], paths[5..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_no_conflict()
    {
        var wire = new Wire(LoseFirst(answer: true));
        using var s3 = await moto.S3Async(wire);

        var version = await Open(s3).PutAsync("a/b.json", "one"u8.ToArray(), expected: null, Cancellation);

        // The write, the write again, and the look at who was there first.
        Assert.Equal(3, wire.Requests);
        Assert.Equal("one", Text(await Documents.GetAsync("a/b.json", Cancellation)));
        await PutAsync("a/b.json", "two", version);
    }

    [Fact]
    public async Task A_replacement_whose_answer_was_lost_is_no_conflict()
    {
        var first = await PutAsync("a/b.json", "one", expected: null);
        using var s3 = await moto.S3Async(new Wire(LoseFirst(answer: true)));

        var second = await Open(s3).PutAsync("a/b.json", "two"u8.ToArray(), first, Cancellation);

        Assert.Equal(second, (await Documents.GetAsync("a/b.json", Cancellation))!.Version, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_write_that_was_lost_is_written_again()
    {
        using var s3 = await moto.S3Async(new Wire(LoseFirst(answer: false)));

        await Open(s3).PutAsync("a/b.json", "one"u8.ToArray(), expected: null, Cancellation);

        Assert.Equal("one", Text(await Documents.GetAsync("a/b.json", Cancellation)));
    }

    [Fact]
    public async Task The_same_content_of_another_writer_is_a_conflict()
    {
        await PutAsync("a/b.json", "one", expected: null);

        await Assert.ThrowsAsync<DocumentConflictException>(() => PutAsync("a/b.json", "one", expected: null));
    }

    [Fact]
    public async Task A_write_that_met_another_one_is_a_conflict()
    {
        const string Refusal = "<Error><Code>ConditionalRequestConflict</Code><Message>A conflicting operation is in progress</Message></Error>";
        using var s3 = await moto.S3Async(new Wire((request, send) => request.Method == HttpMethod.Put
            ? Task.FromResult(Wire.Answer(HttpStatusCode.Conflict, "application/xml", Refusal))
            : send()));

        await Assert.ThrowsAsync<DocumentConflictException>(() => Open(s3).PutAsync("a/b.json", "one"u8.ToArray(), expected: null, Cancellation));
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_named()
    {
        var documents = new S3DocumentStore(_s3!, Options.Create(new BucketOptions { Bucket = "no-such-bucket" }));

        await ThrowsMissingAsync(() => documents.GetAsync("a.json", Cancellation));
        await ThrowsMissingAsync(() => documents.PutAsync("a.json", "one"u8.ToArray(), expected: null, Cancellation));
        await ThrowsMissingAsync(() => documents.PutAsync("a.json", "one"u8.ToArray(), "\"1\"", Cancellation));
        await ThrowsMissingAsync(() => documents.DeleteAsync("a.json", "\"1\"", Cancellation));
        await ThrowsMissingAsync(() => documents.ListAsync("", Cancellation).ToListAsync(Cancellation).AsTask());

        static async Task ThrowsMissingAsync(Func<Task> call)
        {
            var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(call);
            Assert.Equal("Videos:Bucket names a bucket that does not exist here: 'no-such-bucket'", missing.Message);
        }
    }

    private static Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> LoseFirst(bool answer)
    {
        var requests = 0;
        return async (_, send) =>
        {
            if (Interlocked.Increment(ref requests) > 1)
                return await send();

            if (answer)
                (await send()).Dispose();
            throw new HttpRequestException("The connection broke");
        };
    }

    private S3DocumentStore Open(IAmazonS3 s3) => new(s3, Options.Create(new BucketOptions { Bucket = _bucket }));
}
