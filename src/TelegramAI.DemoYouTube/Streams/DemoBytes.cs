using Microsoft.Win32.SafeHandles;

namespace TelegramAI.DemoYouTube.Streams;

/// <summary>The bytes of a stream, read from anywhere in it, without holding it in memory.</summary>
internal abstract class DemoBytes : IDisposable
{
    /// <returns>How many bytes were read; at least one before the end.</returns>
    public abstract ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>The bytes of a file.</summary>
internal sealed class FileBytes(string path) : DemoBytes
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, options: FileOptions.Asynchronous);

    public override ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(_file, buffer, position, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();

        base.Dispose(disposing);
    }
}

/// <summary>A block that repeats. Its length is a prime, so bytes that went to a wrong place are seen.</summary>
public static class GeneratedBytes
{
    private const int BlockLength = 65_521;
    private static readonly byte[] Block = Make();

    /// <summary>Fills a buffer with the bytes that a generated stream has from a position on.</summary>
    public static void Fill(long position, Span<byte> buffer)
    {
        var at = (int)(position % BlockLength);
        while (buffer.Length > 0)
        {
            var part = Block.AsSpan(at, Math.Min(buffer.Length, BlockLength - at));
            part.CopyTo(buffer);
            buffer = buffer[part.Length..];
            at = 0;
        }
    }

    private static byte[] Make()
    {
        var block = new byte[BlockLength];
        new Random(Seed: 1).NextBytes(block);
        return block;
    }
}

/// <summary>The bytes of a stream that no file holds.</summary>
internal sealed class MadeBytes : DemoBytes
{
    public override ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        GeneratedBytes.Fill(position, buffer.Span);
        return ValueTask.FromResult(buffer.Length);
    }
}
