using System.Text.Json;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Videos;

/// <summary>What a claim document says.</summary>
internal sealed record VideoClaimDocument(string Owner, DateTimeOffset Until);

/// <summary>
/// The right to store a video, held by one job at a time and renewed while it works, so that two chats that ask for the same
/// video at once make one download. A claim that is not renewed ends by itself, so a killed worker blocks no other job for long, and its
/// own job not at all.
/// </summary>
internal sealed class VideoClaim(IDocumentStore documents, TimeProvider time, VideoKey key, string owner) : IAsyncDisposable
{
    /// <summary>How long a killed worker blocks a video for other jobs at most.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(150);

    /// <summary>Half of the lease: a renewal that fails is made again until the lease is over.</summary>
    public static readonly TimeSpan RenewalInterval = Lease / 2;

    private static readonly TimeSpan RenewalRetry = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _released = new();
    private string? _version;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Cancelled when another job or run has taken the claim over, or may have: it could not be renewed in time.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Until when another job holds the claim, where it was found held.</summary>
    public DateTimeOffset HeldUntil { get; private set; }

    /// <summary>Takes the claim, if nobody holds it.</summary>
    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        // Nobody holds it most of the time, so nobody is looked for first.
        _version = await TryWriteAsync(expected: null, cancellationToken) ?? await TryTakeOverAsync(cancellationToken);
        if (_version is null)
            return false;

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

    /// <returns>The version of the claim; null where another job holds it.</returns>
    private async Task<string?> TryTakeOverAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(key.ClaimPath, cancellationToken);

        // A claim that can't be read is nobody's.
        if (document?.Read(LedgerJson.Default.VideoClaimDocument) is { } held && held.Until > time.GetUtcNow() && !string.Equals(held.Owner, owner, StringComparison.Ordinal))
        {
            HeldUntil = held.Until;
            return null;
        }

        return await TryWriteAsync(document?.Version, cancellationToken);
    }

    private async Task RenewAsync(CancellationToken released)
    {
        var until = time.GetUtcNow() + Lease;
        var wait = RenewalInterval;
        try
        {
            while (true)
            {
                await Task.Delay(wait, time, released);
                var now = time.GetUtcNow();
                if (now >= until)
                    break;

                using var inTime = new CancellationTokenSource(until - now, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(released, inTime.Token);
                try
                {
                    _version = await WriteAsync(_version, either.Token);
                    (until, wait) = (now + Lease, RenewalInterval);
                }
                catch (Exception exception) when (exception is not DocumentConflictException && !released.IsCancellationRequested)
                {
                    // The store is away for a moment: the claim holds until its lease is over.
                    wait = RenewalRetry;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Released.
            return;
        }
        catch (DocumentConflictException)
        {
            // It is another worker's.
        }

        // Without a claim the work must stop.
        await _lost.CancelAsync();
    }

    private async Task<string?> TryWriteAsync(string? expected, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(expected, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            return null;
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
