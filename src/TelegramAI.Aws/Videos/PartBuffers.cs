using System.Collections.Concurrent;

namespace TelegramAI.Aws.Videos;

/// <summary>
/// The memory of one upload: as many buffers as it has parts at once, used again and again. The pool that all share would keep one for each
/// thread that ever returned one.
/// </summary>
internal sealed class PartBuffers
{
    private readonly ConcurrentBag<byte[]> _free = [];
    private int _made;

    /// <summary>How many were made in all.</summary>
    public int Made => Volatile.Read(ref _made);

    public byte[] Take(int size)
    {
        while (_free.TryTake(out var buffer))
        {
            // Parts have grown since: a smaller one is of no use any more.
            if (buffer.Length >= size)
                return buffer;
        }

        Interlocked.Increment(ref _made);
        return GC.AllocateUninitializedArray<byte>(size);
    }

    public void Return(ArraySegment<byte> part)
    {
        if (part.Array is { Length: > 0 } buffer)
            _free.Add(buffer);
    }
}
