using YoutubeExplode.Http;

namespace YoutubeExplode.Videos.Streams;

/// <summary>
/// A stream's media, asked for in segments as it is read, because YouTube slows down whoever asks for all of a throttled stream
/// at once. A connection that is lost is made anew where it broke off.
/// </summary>
internal sealed class MediaStream(HttpClient http, IStreamInfo info) : Stream
{
    private const long ThrottledSegmentLength = 9_898_989;
    private const int Attempts = 6;

    private readonly long _segmentLength =
        string.Equals(UrlQuery.Find(info.Url, "ratebypass"), "yes", StringComparison.OrdinalIgnoreCase) ? info.Size.Bytes : ThrottledSegmentLength;

    private HttpResponseMessage? _response;
    private Stream? _segment;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => info.Size.Bytes;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (_position == value) return;

            _position = value;
            CloseSegment();
        }
    }

    /// <summary>Asks for the first segment, so that a refusal is seen before anything is read.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken) => await OpenSegmentAsync(cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;

        for (var attempt = 1; ; attempt++)
        {
            if (_position >= Length) return 0;

            try
            {
                var fresh = _segment is null;
                var segment = await OpenSegmentAsync(cancellationToken);
                var read = await segment.ReadAsync(buffer, cancellationToken);
                _position += read;
                if (read > 0) return read;

                CloseSegment();
                // The end of one segment is the start of the next, which is no failure. A segment without a byte is one.
                if (!fresh) attempt--;
                else if (attempt == Attempts) throw new IOException("The server has no more of the stream than it promised.");
            }
            catch (Exception e) when (e is HttpRequestException or IOException && attempt < Attempts)
            {
                CloseSegment();
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) CloseSegment();
        base.Dispose(disposing);
    }

    // The range is not clipped to the length: the server does that.
    private async ValueTask<Stream> OpenSegmentAsync(CancellationToken cancellationToken)
    {
        if (_segment is not null) return _segment;

        var url = UrlQuery.With(info.Url, "range", $"{_position}-{_position + _segmentLength - 1}");
        _response?.Dispose();
        _response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        _response.EnsureSuccessStatusCode();
        return _segment = await _response.Content.ReadAsStreamAsync(cancellationToken);
    }

    private void CloseSegment()
    {
        _segment?.Dispose();
        _segment = null;
        _response?.Dispose();
        _response = null;
    }
}
