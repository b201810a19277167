using Amazon.S3;
using Amazon.S3.Model;
using TelegramAI.Aws.Documents;

namespace TelegramAI.Aws.Videos;

/// <summary>
/// Reads a stored video. A connection that breaks, or on which nothing comes, is replaced by another that goes on from the byte that was
/// reached, of the very same object: the reader is in the middle of sending it somewhere, and would have to begin again.
/// </summary>
internal sealed class S3VideoStream(
    IAmazonS3 s3, S3Retry retry, GetObjectRequest request, GetObjectResponse first, long from, TimeProvider time) : Stream
{
    private const int Tries = 4;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(20);

    private readonly string _etag = first.ETag;
    private GetObjectResponse? _response = first;
    private long _position = from;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>The end of the video, counted from its start.</summary>
    public override long Length { get; } = from + first.ContentLength;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position == Length)
            return 0;

        for (var tries = 1; ; tries++)
        {
            try
            {
                _response ??= await ReopenAsync(cancellationToken);
                var read = await ReadAsync(_response, buffer, cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException($"The answer ended at byte {_position} of {Length}");

                _position += read;
                return read;
            }
            catch (Exception exception) when (tries < Tries && IsPassing(exception, cancellationToken))
            {
                Drop();
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(4, tries - 1)), time, cancellationToken);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>It comes over the network, for which no thread should wait.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Drop();

        base.Dispose(disposing);
    }

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => exception is IOException or HttpRequestException,
    };

    private async Task<int> ReadAsync(GetObjectResponse response, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(Stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        return await response.ResponseStream.ReadAsync(buffer, either.Token);
    }

    private Task<GetObjectResponse> ReopenAsync(CancellationToken cancellationToken)
    {
        var rest = new GetObjectRequest
        {
            BucketName = request.BucketName,
            Key = request.Key,
            ByteRange = new ByteRange($"bytes={_position}-"),
            EtagToMatch = _etag,
        };
        return retry.RunAsync(() => s3.GetObjectAsync(rest, cancellationToken), cancellationToken);
    }

    private void Drop()
    {
        _response?.Dispose();
        _response = null;
    }
}
