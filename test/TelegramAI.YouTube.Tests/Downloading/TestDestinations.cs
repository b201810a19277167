namespace TelegramAI.YouTube.Tests.Downloading;

/// <summary>A stream that can only be written.</summary>
internal abstract class WriteOnly : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);
}

/// <summary>Takes its time over the first bytes, and looks at what has been asked for when they are done.</summary>
internal sealed class SlowStream(Func<int> requests) : WriteOnly
{
    public int? RequestsWhileWaiting { get; private set; }

    public long Written { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (RequestsWhileWaiting is null)
        {
            await Task.Delay(500, cancellationToken);
            RequestsWhileWaiting = requests();
        }

        Written += buffer.Length;
    }
}

internal sealed class FullDisk : WriteOnly
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw new IOException("No space left on device");
}
