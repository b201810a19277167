using System.Text.Json;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Videos;

/// <summary>What a claim document says.</summary>
internal sealed record VideoClaimDocument(string Owner, DateTimeOffset Until);

/// <summary>
/// The right to store a video, held by one worker at a time and renewed while it works, so that two chats that ask for the same
/// video at once make one download. A claim that is not renewed ends by itself, so a killed worker blocks nobody for long.
/// </summary>
internal sealed class VideoClaim(IDocumentStore documents, TimeProvider time, VideoKey key, string owner) : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private string? _version;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Cancelled when another worker has taken the claim over.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the claim, if nobody holds it.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(key.ClaimPath, cancellationToken);
        if (document is not null && Read(document) is { } held && held.Until > time.GetUtcNow())
            return false;

        try
        {
            _version = await WriteAsync(document?.Version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            return false;
        }

        _renewal = RenewAsync(_released.Token);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewal;

        try
        {
            if (_version is not null)
                await documents.DeleteAsync(key.ClaimPath, _version, CancellationToken.None);
        }
        catch (DocumentConflictException)
        {
            // Another worker took it over: it is theirs to delete.
        }
        finally
        {
            _lost.Dispose();
            _released.Dispose();
        }
    }

    private static VideoClaimDocument? Read(StoredDocument document)
    {
        try
        {
            return JsonSerializer.Deserialize(document.Content.Span, LedgerJson.Default.VideoClaimDocument);
        }
        catch (JsonException)
        {
            // A claim that can't be read is nobody's.
            return null;
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lease / 3, time, cancellationToken);
                _version = await WriteAsync(_version, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Released.
        }
        catch (Exception)
        {
            // The store can't be reached or the claim is another worker's: without a claim the work must stop.
            await _lost.CancelAsync();
        }
    }

    private Task<string> WriteAsync(string? version, CancellationToken cancellationToken)
    {
        var claim = new VideoClaimDocument(owner, time.GetUtcNow() + Lease);
        return documents.PutAsync(
            key.ClaimPath,
            JsonSerializer.SerializeToUtf8Bytes(claim, LedgerJson.Default.VideoClaimDocument),
            version,
            cancellationToken);
    }
}
