using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using TelegramAI.Aws.Documents;
using TelegramAI.Core.Videos;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Videos;

/// <summary>
/// A video that is being written: in parts, a few of them at once, and in one request where it is smaller than a part. Memory is
/// bounded by the parts at once, however large the video is. https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
/// </summary>
internal sealed class S3VideoUpload : VideoUpload
{
    /// <summary>Tells who completed an upload, to an uploader that lost S3's answer.</summary>
    private const string WriteId = "write-id";

    /// <summary>Two large parts fill the line as four small ones do, in half of the requests.</summary>
    private const int PartsAtOnce = 2;

    /// <summary>How many buffers an upload has: one for each part on its way, and one that fills.</summary>
    public const int Buffers = PartsAtOnce + 1;

    /// <summary>Whoever gives an upload up waits no longer: what stays is deleted by the bucket's own rule.</summary>
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A request that makes the video visible is not cut off: S3 may have done it, and nobody would know of the video. Whoever stops the
    /// upload waits this long for the answer at most.
    /// </summary>
    private static readonly TimeSpan GraceToComplete = TimeSpan.FromSeconds(10);

    private readonly IAmazonS3 _s3;
    private readonly PartSender _sender;
    private readonly S3Retry _retry;
    private readonly TimeProvider _time;
    private readonly string _bucket;
    private readonly VideoKey _key;
    private readonly string _writeId = $"{Guid.NewGuid():N}";
    private readonly PartBuffers _buffers;
    private readonly PartStream _stream;
    private readonly SemaphoreSlim _room = new(PartsAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task<PartETag>> _parts = [];
    private BegunUpload? _begun;
    private bool _committed;

    public S3VideoUpload(IAmazonS3 s3, PartSender sender, PartBuffers buffers, S3Retry retry, TimeProvider time, string bucket, VideoKey key)
    {
        (_s3, _sender, _buffers, _retry, _time, _bucket, _key) = (s3, sender, buffers, retry, time, bucket, key);
        _stream = new PartStream(_buffers, SendPartAsync);
    }

    public override Stream Stream => _stream;

    public override async Task<long> CommitAsync(CancellationToken cancellationToken = default)
    {
        if (_begun is not { } begun)
        {
            await TranslateStorageErrorsAsync(() => PutAsync(cancellationToken));
        }
        else
        {
            var last = _stream.TakeLast();
            if (last.Count > 0)
                await SendPartAsync(last, cancellationToken);
            else
                _buffers.Return(last);
            await TranslateStorageErrorsAsync(() => CompleteAsync(begun, cancellationToken));
        }

        _committed = true;

        // What a killed worker left of this video goes now, and what S3 began although its answer was lost. The manifest is not written
        // yet, so a worker that is killed here is followed by one that comes here again.
        if (_begun is not null)
            await AbortLeftAsync(cancellationToken);
        return _stream.Length;
    }

    public override async ValueTask DisposeAsync()
    {
        // A part that S3 still takes while the upload is aborted may stay, so none may be on its way.
        await _stop.CancelAsync();
        await Task.WhenAll((IEnumerable<Task>)_parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_begun is { } begun && !_committed)
            await AbortAsync(begun);

        _buffers.Return(_stream.TakeLast());
        await _stream.DisposeAsync();
        _room.Dispose();
        _stop.Dispose();
    }

    private async Task PutAsync(CancellationToken cancellationToken)
    {
        var content = _stream.TakeLast();
        try
        {
            await _retry.RunAsync(() => PutAsync(content, cancellationToken), cancellationToken);
        }
        finally
        {
            _buffers.Return(content);
        }
    }

    private async Task<PutObjectResponse> PutAsync(ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var grace = new GracePeriod(GraceToComplete, _time, cancellationToken);
        using var stream = new MemoryStream(content.Array!, content.Offset, content.Count, writable: false);
        var request = new PutObjectRequest { BucketName = _bucket, Key = _key.FilePath, InputStream = stream, ContentType = ContentType };
        return await _s3.PutObjectAsync(request, grace.Token);
    }

    /// <summary>Begins to send a part as soon as there is room for it, and takes over its buffer.</summary>
    private Task SendPartAsync(ArraySegment<byte> part, CancellationToken cancellationToken) => TranslateStorageErrorsAsync(async () =>
    {
        _begun ??= await InitiateAsync(cancellationToken);
        await _room.WaitAsync(cancellationToken);

        // What can't become whole needs no more parts.
        if (_parts.Find(sent => sent.IsFaulted) is { } failed)
        {
            _room.Release();
            await failed;
        }

        var (begun, number) = (_begun, _parts.Count + 1);
        _parts.Add(Task.Run(() => SendAsync(begun, number, part), CancellationToken.None));
    });

    private async Task<BegunUpload> InitiateAsync(CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = _bucket,
            Key = _key.FilePath,
            ContentType = ContentType,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
        };
        request.Metadata[WriteId] = _writeId;
        var begun = await _retry.RunAsync(() => _s3.InitiateMultipartUploadAsync(request, cancellationToken), cancellationToken);
        return new BegunUpload(_bucket, _key.FilePath, begun.UploadId);
    }

    /// <summary>
    /// Aborts what a killed worker left of this video, whose parts would be kept and paid for unseen. Whoever stores a video holds its
    /// claim, so another upload of it is nobody's any more.
    /// </summary>
    private async Task AbortLeftAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListMultipartUploadsRequest { BucketName = _bucket, Prefix = _key.FilePath };
            var listed = await _s3.ListMultipartUploadsAsync(request, cancellationToken);

            // The SDK has null for an empty list.
            foreach (var left in (listed.MultipartUploads ?? []).Where(upload => string.Equals(upload.Key, _key.FilePath, StringComparison.Ordinal)))
                await _s3.AbortMultipartUploadAsync(_bucket, left.Key, left.UploadId, cancellationToken);
        }
        catch (Exception exception) when (AwsFailure.IsAwsError(exception) || exception is OperationCanceledException)
        {
            // The video is stored, whatever becomes of this. The bucket's lifecycle rule deletes it after a day.
        }
    }

    private async Task<PartETag> SendAsync(BegunUpload begun, int number, ArraySegment<byte> part)
    {
        try
        {
            return await _retry.RunAsync(() => _sender.SendAsync(begun, number, part, _stop.Token), _stop.Token);
        }
        finally
        {
            _buffers.Return(part);
            _room.Release();
        }
    }

    private async Task CompleteAsync(BegunUpload begun, CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = begun.Bucket,
            Key = begun.Key,
            UploadId = begun.Id,
            PartETags = [.. await Task.WhenAll(_parts).WaitAsync(cancellationToken)],
        };
        try
        {
            await _retry.RunAsync(() => CompleteAsync(request, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "NoSuchUpload")
        {
            // The SDK sends a request again whose answer was lost. If S3 had done it, there is no upload any more, but its video.
            if (!await IsOursAsync(cancellationToken))
                throw;
        }
    }

    private async Task<CompleteMultipartUploadResponse> CompleteAsync(CompleteMultipartUploadRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var grace = new GracePeriod(GraceToComplete, _time, cancellationToken);
        return await _s3.CompleteMultipartUploadAsync(request, grace.Token);
    }

    private async Task<bool> IsOursAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await _retry.RunAsync(() => _s3.GetObjectMetadataAsync(_bucket, _key.FilePath, cancellationToken), cancellationToken);
            return string.Equals(found.Metadata[WriteId], _writeId, StringComparison.Ordinal);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task AbortAsync(BegunUpload begun)
    {
        try
        {
            await _retry.RunAsync(() => _s3.AbortMultipartUploadAsync(begun.Bucket, begun.Key, begun.Id), CancellationToken.None, AbortTimeout);
        }
        catch (Exception exception) when (AwsFailure.IsAwsError(exception) || exception is OperationCanceledException)
        {
            // The bucket's lifecycle rule deletes it after some days.
        }
    }

    private async Task TranslateStorageErrorsAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "NoSuchBucket")
        {
            throw S3Failure.Of(exception, _bucket);
        }
        catch (Exception exception) when (AwsFailure.IsAwsError(exception))
        {
            throw new VideoStorageException($"Can't keep {_key}: {exception.Message}", exception);
        }
    }

    private string ContentType => _key.Format.Extension switch
    {
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    };
}
