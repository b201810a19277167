namespace TelegramAI.Aws.Videos;

/// <summary>Cuts what is written to it into parts, and hands each on as soon as it is full. Whoever gets a part returns it.</summary>
internal sealed class PartStream(PartBuffers buffers, Func<ArraySegment<byte>, CancellationToken, Task> send) : Stream
{
    private byte[]? _buffer;
    private int _size;
    private int _filled;
    private int _parts;
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>What was written after the last full part, which may be nothing.</summary>
    public ArraySegment<byte> TakeLast()
    {
        var last = new ArraySegment<byte>(_buffer ?? [], 0, _filled);
        (_buffer, _filled) = (null, 0);
        return last;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_buffer is null)
            {
                _size = PartSize.Of(++_parts);
                _buffer = buffers.Take(_size);
            }

            var count = Math.Min(buffer.Length, _size - _filled);
            buffer[..count].CopyTo(_buffer.AsMemory(_filled));
            buffer = buffer[count..];
            _filled += count;
            _length += count;
            if (_filled == _size)
                await send(TakeLast(), cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>A part is sent over the network, for which no thread should wait.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // A part is sent when it is full, or the last.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
