namespace YoutubeExplode.Common;

/// <summary>What one request brought: a page of results.</summary>
public class Batch<T>(IReadOnlyList<T> items)
    where T : IBatchItem
{
    public IReadOnlyList<T> Items { get; } = items;
}

/// <summary>Something that comes in pages.</summary>
public interface IBatchItem;
