using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Testing.Contracts;

/// <summary>Documents in memory, for specs of what uses them.</summary>
public sealed class MemoryDocuments : IDocumentStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredDocument> _documents = new(StringComparer.Ordinal);
    private long _writes;

    /// <summary>Called before each call with its name and path; may throw or wait.</summary>
    public Func<string, string, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>The paths that were read.</summary>
    public ConcurrentQueue<string> Read { get; } = [];

    public async Task<StoredDocument?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        Read.Enqueue(path);
        await Before("get", path, cancellationToken);
        lock (_gate)
            return _documents.GetValueOrDefault(path);
    }

    public async Task<string> PutAsync(string path, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellationToken = default)
    {
        await Before("put", path, cancellationToken);
        lock (_gate)
        {
            Check(path, expected);
            var version = (++_writes).ToString(CultureInfo.InvariantCulture);
            _documents[path] = new StoredDocument(content.ToArray(), version);
            return version;
        }
    }

    public async Task DeleteAsync(string path, string expected, CancellationToken cancellationToken = default)
    {
        await Before("delete", path, cancellationToken);
        lock (_gate)
        {
            if (_documents.ContainsKey(path))
            {
                Check(path, expected);
                _documents.Remove(path);
            }
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Before("list", prefix, cancellationToken);
        List<string> paths;
        lock (_gate)
        {
            paths = [.. _documents
                .Where(document => document.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderByDescending(document => long.Parse(document.Value.Version, CultureInfo.InvariantCulture))
                .Select(document => document.Key)];
        }

        foreach (var path in paths)
            yield return path;
    }

    private void Check(string path, string? expected)
    {
        if (!string.Equals(_documents.GetValueOrDefault(path)?.Version, expected, StringComparison.Ordinal))
            throw new DocumentConflictException(path);
    }
}
