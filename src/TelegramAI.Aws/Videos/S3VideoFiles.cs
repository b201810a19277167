using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws.Videos;

/// <summary>Stored videos as objects of an S3 bucket.</summary>
public sealed class S3VideoFiles(IAmazonS3 s3, IHttpClientFactory clients, IOptions<BucketOptions> options, TimeProvider time) : IVideoFiles
{
    /// <summary>A worker with more uploads at once makes buffers that it does not keep.</summary>
    private const int UploadsKept = 4;

    private readonly S3Retry _retry = new(options, time);
    private readonly ArrayPool<byte> _buffers = PartBuffers.CreatePool(UploadsKept * S3VideoUpload.Buffers);
    private readonly PartSender _sender = new(s3, clients, time);

    private string Bucket => options.Value.Bucket;

    /// <inheritdoc/>
    /// <exception cref="VideoStorageException">From its stream and its commit: S3 did not take the bytes, after the SDK's retries.</exception>
    public Task<VideoUpload> BeginAsync(VideoKey key, CancellationToken cancellationToken = default) =>
        Task.FromResult<VideoUpload>(new S3VideoUpload(s3, _sender, new PartBuffers(_buffers), _retry, time, Bucket, key));

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such bucket.</exception>
    public async Task<Stream?> OpenAsync(VideoKey key, long from = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var request = new GetObjectRequest
        {
            BucketName = Bucket,
            Key = key.FilePath,
            ByteRange = from == 0 ? null : new ByteRange($"bytes={from}-"),
        };
        try
        {
            var response = await _retry.RunAsync(() => s3.GetObjectAsync(request, cancellationToken), cancellationToken);
            return new S3VideoStream(s3, _retry, request, response, from, time);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // From its end on, a video has nothing more.
            return Stream.Null;
        }
        catch (AmazonS3Exception exception)
        {
            return S3Failure.IsMissingObject(exception) ? null : throw S3Failure.Of(exception, Bucket);
        }
    }

    public async Task<long?> LengthAsync(VideoKey key, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await _retry.RunAsync(() => s3.GetObjectMetadataAsync(Bucket, key.FilePath, cancellationToken), cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (S3Failure.IsMissingObject(exception))
        {
            return null;
        }
    }

    /// <summary>
    /// A presigned address. It ends with the credentials that signed it, where those end first: an instance's do within hours.
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
    /// </summary>
    public VideoLink Link(VideoKey key, TimeSpan lifetime)
    {
        var until = time.GetUtcNow() + lifetime;
        var address = new Uri(s3.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = Bucket,
            Key = key.FilePath,
            Verb = HttpVerb.GET,
            Expires = until.UtcDateTime,
            Protocol = s3.AddressProtocol(),
            ResponseHeaderOverrides = new ResponseHeaderOverrides { ContentDisposition = $"attachment; filename=\"{key.Id} {key.Format}\"" },
        }));
        return new VideoLink(address, SigningEnd.Of(address, s3.Config) is { } end && end < until ? end : until);
    }
}
