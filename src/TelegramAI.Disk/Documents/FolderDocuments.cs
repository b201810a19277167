using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Files;

namespace TelegramAI.Disk.Documents;

/// <summary>
/// Documents as files of a folder. A version is a hash of the content, as an S3 ETag is: it needs no second file, and a file that
/// somebody edits by hand has another one. One process writes to the folder; inside it, writers of one document take turns.
/// </summary>
public sealed class FolderDocuments : IDocumentStore
{
    private const int Turns = 64;
    private const int VersionBytes = 16;

    private readonly string _root;
    private readonly TimeProvider _time;
    private readonly Incoming _incoming;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1))];
    private readonly ConcurrentDictionary<string, RecentDocuments> _recent = new(StringComparer.Ordinal);
    private long _lastWrite;

    /// <summary>Opens the folder, and deletes what writes of a killed process left in it.</summary>
    /// <exception cref="IOException">The folder can't be made.</exception>
    public FolderDocuments(string root, TimeProvider time)
    {
        _root = Path.GetFullPath(root);
        _time = time;
        _incoming = new Incoming(_root);
    }

    public async Task<StoredDocument?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(FolderNames.FullPath(_root, path), cancellationToken);
            return new StoredDocument(content, VersionOf(content));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <exception cref="VideoStorageException">The disk is full or not writable; the document is as it was.</exception>
    public async Task<string> PutAsync(string path, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellationToken = default)
    {
        var target = FolderNames.FullPath(_root, path);
        var turn = TurnOf(path);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var current = await GetAsync(path, cancellationToken);
            if (!string.Equals(current?.Version, expected, StringComparison.Ordinal))
                throw new DocumentConflictException(path);

            await WriteAsync(target, content, cancellationToken);
            RecentOf(path)?.Add(path);
            return VersionOf(content.Span);
        }
        catch (Exception exception) when (StorageFailure.Is(exception))
        {
            throw StorageFailure.Of($"'{path}'", exception);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <exception cref="VideoStorageException">The disk is not writable; the document is as it was.</exception>
    public async Task DeleteAsync(string path, string expected, CancellationToken cancellationToken = default)
    {
        var target = FolderNames.FullPath(_root, path);
        var turn = TurnOf(path);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var current = await GetAsync(path, cancellationToken);
            if (current is null)
                return;
            if (!string.Equals(current.Version, expected, StringComparison.Ordinal))
                throw new DocumentConflictException(path);

            File.Delete(target);
            RecentOf(path)?.Remove(path);
            DirectoryEntry.Flush(Path.GetDirectoryName(target)!);
        }
        catch (Exception exception) when (StorageFailure.Is(exception))
        {
            throw StorageFailure.Of($"'{path}'", exception);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lists what was written last from memory, and only what is older than that from the disk, however large the folder is.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var recent = await RecentAsync(prefix, cancellationToken);
        foreach (var path in recent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return path;
        }

        var known = recent.ToHashSet(StringComparer.Ordinal);
        foreach (var path in await Task.Run(() => List(prefix), cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!known.Contains(path))
                yield return path;
        }
    }

    /// <summary>Deletes the documents that begin with <paramref name="prefix"/> and were written last before a moment.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireAsync(string prefix, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var file in await Task.Run(() => FolderNames.WrittenBefore(FolderNames.FullPath(_root, prefix.TrimEnd('/')), before).ToList(), cancellationToken))
        {
            var path = FolderNames.ObjectPath(_root, file);
            var turn = TurnOf(path);
            await turn.WaitAsync(cancellationToken);
            try
            {
                // It may have been written since it was listed.
                if (File.GetLastWriteTimeUtc(file) >= before.UtcDateTime)
                    continue;

                File.Delete(file);
                RecentOf(path)?.Remove(path);
                count++;
            }
            finally
            {
                turn.Release();
            }
        }

        return count;
    }

    /// <summary>Those of the first folder of a path, once they were asked for.</summary>
    private RecentDocuments? RecentOf(string path) => _recent.GetValueOrDefault(FirstFolder(path));

    private async Task<IReadOnlyList<string>> RecentAsync(string prefix, CancellationToken cancellationToken)
    {
        var first = FirstFolder(prefix);
        if (first.Length == 0)
            return [];

        if (!_recent.TryGetValue(first, out var recent))
        {
            // What is written while the disk is read is newer than all that is found there.
            recent = _recent.GetOrAdd(first, _ => new RecentDocuments());
            recent.Fill(await Task.Run(() => List(first), cancellationToken));
        }

        return recent.Read(prefix);
    }

    /// <returns>With its slash; empty where there is none.</returns>
    private static string FirstFolder(string path) => path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)];

    private static string VersionOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, VersionBytes));

    private List<string> List(string prefix)
    {
        // Only the folder of the prefix is searched; the prefix may go on with the beginning of a name.
        var slash = prefix.LastIndexOf('/');
        var folder = slash < 0 ? _root : FolderNames.FullPath(_root, prefix[..slash]);
        if (!Directory.Exists(folder))
            return [];

        var everything = new EnumerationOptions { RecurseSubdirectories = true };
        var incoming = Path.Combine(_root, Incoming.Name) + Path.DirectorySeparatorChar;
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", everything)
                .Where(file => !file.FullName.StartsWith(incoming, StringComparison.Ordinal))
                .Select(file => (Path: FolderNames.ObjectPath(_root, file.FullName), file.LastWriteTimeUtc))
                .Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal))
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Select(file => file.Path),
        ];
    }

    private async Task WriteAsync(string target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = _incoming.Create();
        try
        {
            await using (file)
            {
                await file.WriteAsync(content, cancellationToken);
                await file.FlushAsync(cancellationToken);
                File.SetLastWriteTimeUtc(file.SafeFileHandle, NextWriteTime());
                file.Flush(flushToDisk: true);
            }

            _incoming.Publish(file.Name, target);
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }

    /// <summary>No two writes have the same time, so the order of a list is the order of the writes.</summary>
    private DateTime NextWriteTime()
    {
        while (true)
        {
            var last = Volatile.Read(ref _lastWrite);
            var next = Math.Max(_time.GetUtcNow().UtcTicks, last + 1);
            if (Interlocked.CompareExchange(ref _lastWrite, next, last) == last)
                return new DateTime(next, DateTimeKind.Utc);
        }
    }

    /// <summary>Documents share a fixed number of turns: one turn each would be a table that only grows.</summary>
    private SemaphoreSlim TurnOf(string path) => _turns[(uint)string.GetHashCode(path, StringComparison.Ordinal) % Turns];
}
