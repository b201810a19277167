using System.Runtime.CompilerServices;

namespace YoutubeExplode.Common;

/// <summary>Collects paged results, asking for no page more than needed.</summary>
public static class BatchItemExtensions
{
    /// <summary>Everything there is, which may be many requests.</summary>
    public static async ValueTask<IReadOnlyList<T>> CollectAsync<T>(this IAsyncEnumerable<T> source)
        where T : IBatchItem =>
        await source.ToListAsync();

    /// <summary>The first <paramref name="count"/> items, or fewer when there are no more.</summary>
    public static async ValueTask<IReadOnlyList<T>> CollectAsync<T>(this IAsyncEnumerable<T> source, int count)
        where T : IBatchItem =>
        await source.Take(count).ToListAsync();

    /// <summary>Lets a sequence be awaited, which collects all of it.</summary>
    public static ValueTaskAwaiter<IReadOnlyList<T>> GetAwaiter<T>(this IAsyncEnumerable<T> source)
        where T : IBatchItem =>
        source.CollectAsync().GetAwaiter();
}
