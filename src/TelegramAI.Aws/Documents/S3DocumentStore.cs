using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Documents;

/// <summary>
/// Documents as objects of an S3 bucket. A version is the object's ETag, and conditional requests are the compare-and-swap.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
/// </summary>
public sealed class S3DocumentStore(IAmazonS3 s3, IOptions<BucketOptions> options, TimeProvider? time = null) : IDocumentStore
{
    /// <summary>Tells who wrote an object, to a writer that lost S3's answer.</summary>
    private const string WriteId = "write-id";

    private readonly S3Retry _retry = new(options, time ?? TimeProvider.System);

    private string Bucket => options.Value.Bucket;

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such bucket.</exception>
    public async Task<StoredDocument?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _retry.RunAsync(() => ReadAsync(path, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            return S3Failure.IsMissingObject(exception) ? null : throw Failure(exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such bucket.</exception>
    public async Task<string> PutAsync(string path, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellationToken = default)
    {
        var writeId = $"{Guid.NewGuid():N}";
        try
        {
            return await _retry.RunAsync(() => WriteAsync(path, content, expected, writeId, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            // The SDK sends a request again whose answer was lost. If S3 had done it, it finds our own write in its way.
            return S3Failure.IsConflict(exception)
                ? await FindWriteAsync(path, writeId, cancellationToken) ?? throw new DocumentConflictException(path)
                : throw Failure(exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such bucket.</exception>
    public async Task DeleteAsync(string path, string expected, CancellationToken cancellationToken = default)
    {
        try
        {
            var request = new DeleteObjectRequest { BucketName = Bucket, Key = path, IfMatch = expected };
            await _retry.RunAsync(() => s3.DeleteObjectAsync(request, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception exception) when (!S3Failure.IsMissingObject(exception))
        {
            throw S3Failure.IsConflict(exception) ? new DocumentConflictException(path) : Failure(exception);
        }
        catch (AmazonS3Exception)
        {
            // It was deleted before.
        }
    }

    /// <summary>The paths that begin with <paramref name="prefix"/>, the latest written first: S3 lists by name, so all are listed before the first is known.</summary>
    /// <exception cref="AwsResourceMissingException">There is no such bucket.</exception>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<(string Path, DateTime WrittenAt)> found = [];
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix };
        do
        {
            var page = await ListAsync(request, cancellationToken);

            // The SDK has null for an empty list.
            found.AddRange((page.S3Objects ?? []).Select(entry => (entry.Key, entry.LastModified ?? default)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);

        foreach (var (path, _) in found.OrderByDescending(entry => entry.WrittenAt))
            yield return path;
    }

    private async Task<StoredDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await s3.GetObjectAsync(Bucket, path, cancellationToken);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content, cancellationToken);
        return new StoredDocument(content.ToArray(), response.ETag);
    }

    private async Task<string> WriteAsync(
        string path, ReadOnlyMemory<byte> content, string? expected, string writeId, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = Bucket,
            Key = path,
            InputStream = stream,
            ContentType = "application/json",
            IfMatch = expected,
            IfNoneMatch = expected is null ? "*" : null,
        };
        request.Metadata[WriteId] = writeId;
        return (await s3.PutObjectAsync(request, cancellationToken)).ETag;
    }

    private async Task<ListObjectsV2Response> ListAsync(ListObjectsV2Request request, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.RunAsync(() => s3.ListObjectsV2Async(request, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            throw Failure(exception);
        }
    }

    /// <summary>The version that a write made, where the document is still as that write left it.</summary>
    private async Task<string?> FindWriteAsync(string path, string writeId, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _retry.RunAsync(() => s3.GetObjectMetadataAsync(Bucket, path, cancellationToken), cancellationToken);
            return string.Equals(found.Metadata[WriteId], writeId, StringComparison.Ordinal) ? found.ETag : null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private Exception Failure(AmazonS3Exception exception) => S3Failure.Of(exception, Bucket);
}
