using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Steps;

/// <summary>
/// Moves the places that waiting jobs were told, as those before them are taken. Of all workers one does it at a time, every few seconds
/// at most, and only those near the front are told: a place changes when a job is taken, so whoever takes one asks for it.
/// </summary>
public sealed partial class QueuePlaces(
    JobLedger ledger, WaitingLine line, IDocumentStore documents, IChat chat, TimeProvider time, ILogger<QueuePlaces> logger)
{
    /// <summary>How far back in the line a place is still kept up to date.</summary>
    public const int Most = 200;

    /// <summary>Once in this time, by one worker.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A job that was just taken is one that runs by then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>An edit that arrives late would hide what the job says next.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The queue forgets a job after this time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(4);

    private const int ReadAtOnce = 16;

    private int _isPlanned;

    /// <summary>Updates the places soon. Does nothing while that is planned already.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isPlanned, 1) == 1)
            return;

        try
        {
            await Task.Delay(Pause, time, cancellationToken);
            await UpdateAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // A place that is not up to date does no harm.
            LogNotUpdated(exception);
        }
        finally
        {
            Volatile.Write(ref _isPlanned, 0);
        }
    }

    /// <summary>Tells the waiting jobs their places, where these have changed and it is nobody else's turn.</summary>
    public async Task UpdateAsync(CancellationToken cancellationToken)
    {
        var requests = await line.ListAsync(cancellationToken);
        if (requests.Count == 0 || await TryTakeTurnAsync(cancellationToken) is not var (told, version))
            return;

        var now = new Dictionary<JobId, int>();
        var before = 0;
        foreach (var request in requests.TakeWhile(_ => before < Most))
        {
            var entries = await ReadAsync(request, cancellationToken);
            if (entries.TrueForAll(entry => entry is { HasEnded: true } or { State: JobState.Retrying }) || time.GetUtcNow() - request.At > Longest)
                await line.RemoveAsync(request, cancellationToken);

            // Of several jobs one message tells the place of the first, until a worker takes that.
            if (await FindBatchAsync(request, entries, cancellationToken) is { } batch
                && await IsToldAsync(batch, request.Jobs.Count, before, told, cancellationToken))
            {
                now[batch.Job.Id] = before;
            }

            foreach (var entry in entries)
            {
                if (entry is { State: JobState.Waiting, Job.Id: var job } && await IsToldAsync(entry, jobs: 1, before, told, cancellationToken))
                {
                    now[job] = before;
                }

                // One that sleeps until its next try is in nobody's way. One without an entry is one of several that no worker has begun.
                before += entry is null or { State: JobState.Waiting or JobState.Running } ? 1 : 0;
            }
        }

        await WriteAsync(now, version, cancellationToken);
    }

    private async Task<List<JobEntry?>> ReadAsync(WaitingRequest request, CancellationToken cancellationToken)
    {
        var entries = new List<JobEntry?>();
        foreach (var some in request.Jobs.Chunk(ReadAtOnce))
            entries.AddRange(await Task.WhenAll(some.Select(job => ledger.FindAsync(job, cancellationToken))));

        return entries;
    }

    private async Task<JobEntry?> FindBatchAsync(WaitingRequest request, List<JobEntry?> entries, CancellationToken cancellationToken) =>
        request.Jobs.Count > 1
        && entries.TrueForAll(entry => entry is null)
        && await ledger.FindAsync(request.Jobs[0].Batch, cancellationToken) is { State: JobState.Waiting } batch ? batch : null;

    private async Task<bool> IsToldAsync(JobEntry entry, int jobs, int before, Dictionary<JobId, int> told, CancellationToken cancellationToken) =>
        (told.TryGetValue(entry.Job.Id, out var last) && last == before) || await TryTellAsync(entry, jobs, before, cancellationToken);

    private async Task<bool> TryTellAsync(JobEntry entry, int jobs, int before, CancellationToken cancellationToken)
    {
        if (entry.Progress is not { } message)
            return false;

        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await chat.EditAsync(entry.Chat, message, new ChatText(QueuedMessage.Words(jobs, before), Cancels: entry.Job.Id) { IsOptional = true }, both.Token);
            return true;
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <returns>What the jobs were told last; null where it is another worker's turn, or too early.</returns>
    private async Task<(Dictionary<JobId, int> Told, string Version)?> TryTakeTurnAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(PlacesTold.Path, cancellationToken);
        var told = PlacesTold.Read(document);
        if (time.GetUtcNow() - told.At < Interval)
            return null;

        try
        {
            var version = await documents.PutAsync(PlacesTold.Path, (told with { At = time.GetUtcNow() }).Write(), document?.Version, cancellationToken);
            return (told.Places.ToDictionary(place => place.Job, place => place.Before), version);
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }

    private async Task WriteAsync(Dictionary<JobId, int> told, string version, CancellationToken cancellationToken)
    {
        try
        {
            var places = new PlacesTold(time.GetUtcNow(), [.. told.Select(place => new PlaceTold(place.Key, place.Value))]);
            await documents.PutAsync(PlacesTold.Path, places.Write(), version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // This took so long that another worker had its turn.
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not update the places of waiting jobs")]
    private partial void LogNotUpdated(Exception exception);
}

/// <summary>The places that waiting jobs were told, and when that was.</summary>
internal sealed record PlacesTold(DateTimeOffset At, IReadOnlyList<PlaceTold> Places)
{
    public const string Path = "jobs/places.json";

    public static PlacesTold Read(StoredDocument? document) => document?.Read(LedgerJson.Default.PlacesTold) ?? new PlacesTold(default, []);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.PlacesTold);
}

/// <param name="Job">The job.</param>
/// <param name="Before">How many it was told to be before it.</param>
internal sealed record PlaceTold(JobId Job, int Before);
