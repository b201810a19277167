namespace TelegramAI.Disk.Documents;

/// <summary>The documents of a folder that were written last, in that order, so that asking for them costs nothing of the disk.</summary>
internal sealed class RecentDocuments
{
    private const int Most = 512;

    private readonly Lock _lock = new();
    private readonly LinkedList<string> _newestFirst = [];
    private readonly Dictionary<string, LinkedListNode<string>> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removedBeforeFill = new(StringComparer.Ordinal);
    private bool _isFilled;

    /// <summary>Takes over what is on the disk, the newest first: it is older than what was added meanwhile.</summary>
    public void Fill(IEnumerable<string> newestFirst)
    {
        lock (_lock)
        {
            if (_isFilled)
                return;

            foreach (var path in newestFirst)
            {
                if (_nodes.Count == Most)
                    break;

                if (!_nodes.ContainsKey(path) && !_removedBeforeFill.Contains(path))
                    _nodes[path] = _newestFirst.AddLast(path);
            }

            _removedBeforeFill.Clear();
            _isFilled = true;
        }
    }

    public void Add(string path)
    {
        lock (_lock)
        {
            if (_nodes.Remove(path, out var old))
                _newestFirst.Remove(old);

            _nodes[path] = _newestFirst.AddFirst(path);
            _removedBeforeFill.Remove(path);
            if (_nodes.Count > Most)
            {
                _nodes.Remove(_newestFirst.Last!.Value);
                _newestFirst.RemoveLast();
            }
        }
    }

    public void Remove(string path)
    {
        lock (_lock)
        {
            if (_nodes.Remove(path, out var node))
                _newestFirst.Remove(node);

            if (!_isFilled)
                _removedBeforeFill.Add(path);
        }
    }

    /// <summary>Those that begin with a prefix, the newest first; none before it was filled.</summary>
    public IReadOnlyList<string> Read(string prefix)
    {
        lock (_lock)
            return _isFilled ? [.. _newestFirst.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))] : [];
    }
}
