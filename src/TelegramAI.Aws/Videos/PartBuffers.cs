using System.Buffers;
using System.Collections.Concurrent;

namespace TelegramAI.Aws.Videos;

/// <summary>
/// The memory of one upload: as many buffers as it has parts at once, used again and again. Those of the size that most parts have come
/// from a pool and go back to it; larger ones are the upload's own, and go with it.
/// </summary>
internal sealed class PartBuffers(ArrayPool<byte> pool)
{
    private readonly ConcurrentBag<byte[]> _grown = [];

    /// <summary>
    /// A pool for the uploads of a worker. The one that everything shares would keep a buffer for each thread that ever returned one.
    /// </summary>
    /// <param name="count">How many buffers it keeps.</param>
    public static ArrayPool<byte> CreatePool(int count) => ArrayPool<byte>.Create(PartSize.Smallest, count);

    public byte[] Take(int size)
    {
        if (size <= PartSize.Smallest)
            return pool.Rent(size);

        while (_grown.TryTake(out var buffer))
        {
            // Parts have grown since: a smaller one is of no use any more.
            if (buffer.Length >= size)
                return buffer;
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    public void Return(ArraySegment<byte> part)
    {
        if (part.Array is not { Length: > 0 } buffer)
            return;

        if (buffer.Length <= PartSize.Smallest)
            pool.Return(buffer);
        else
            _grown.Add(buffer);
    }
}
