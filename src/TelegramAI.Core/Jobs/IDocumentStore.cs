using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TelegramAI.Core.Jobs;

/// <summary>Small documents by path, with compare-and-swap: the ledger, the manifests and the claims. S3 with conditional writes, or a folder.</summary>
public interface IDocumentStore
{
    /// <summary>Reads a document, or null where there is none.</summary>
    Task<StoredDocument?> GetAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Writes a document if it still is at <paramref name="expected"/>: its version, or null for "there is none yet".</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="DocumentConflictException">Somebody else wrote it.</exception>
    Task<string> PutAsync(string path, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document if it still is at <paramref name="expected"/>; a missing one is no error.</summary>
    /// <exception cref="DocumentConflictException">Somebody else wrote it.</exception>
    Task DeleteAsync(string path, string expected, CancellationToken cancellationToken = default);

    /// <summary>The paths that begin with <paramref name="prefix"/>, the latest written first.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken = default);
}

/// <param name="Content">The bytes.</param>
/// <param name="Version">Changes with each write (an S3 ETag).</param>
public sealed record StoredDocument(ReadOnlyMemory<byte> Content, string Version)
{
    /// <summary>What the document says; null where it can't be read, for documents whose loss only costs time.</summary>
    internal T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Content.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A conditional write found another version than it expected.</summary>
public sealed class DocumentConflictException(string path) : Exception($"Somebody else wrote '{path}'");
