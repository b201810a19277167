using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>
/// The memory of all jobs: what each has finished, so that a redelivered job resumes after its last step. Each run of a job owns
/// its entry by compare-and-swap, so two workers can't both write a step's result.
/// </summary>
/// <param name="documents">Where the entries are.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
/// <param name="owner">Whoever alone uses the documents, where they are not shared: no run from before its start is alive.</param>
public sealed partial class JobLedger(IDocumentStore documents, TimeProvider time, ILogger<JobLedger> logger, SoleOwner? owner = null)
{
    private const int LongestError = 500;
    private const int MostOthers = 200;
    private const int ReadAtOnce = 10;
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The runs of this process. A worker's own run that is not among them has died with an earlier process.</summary>
    private readonly ConcurrentDictionary<string, JobId> _runs = new(StringComparer.Ordinal);

    private readonly NewestMessage _newest = new(documents, time, owner);

    public static string PathOf(JobId id) => $"jobs/{id.Chat}/{id}.json";

    /// <summary>Reads a job's entry, or null where it has none yet or has one that can't be read.</summary>
    public async Task<JobEntry?> FindAsync(JobId id, CancellationToken cancellationToken = default) =>
        (await ReadAsync(id, cancellationToken)).Entry;

    /// <summary>Notes a job that is about to be queued, before a message tells of it.</summary>
    /// <param name="job">The job, or what stands for all jobs of one message.</param>
    /// <param name="batch">How far the jobs of one message are, where it stands for them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null where the ledger knows the job already.</returns>
    public async Task<JobRun?> QueueAsync(DownloadJob job, BatchTally? batch = null, CancellationToken cancellationToken = default)
    {
        var run = $"queue/{Guid.NewGuid():N}";
        var entry = new JobEntry { Job = job, State = JobState.Waiting, Run = run, Runs = 0, StartedAt = time.GetUtcNow(), Batch = batch };
        entry = entry with { Pending = new PendingMessage(NewestBefore(entry), run) };
        try
        {
            return new JobRun(this, entry, await WriteAsync(entry, version: null, cancellationToken), alive: null, time);
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }

    /// <summary>
    /// Begins a run: the job is this run's until another begins. A job that has ended stays as it is, and so does one whose time has not
    /// come; a wish to cancel it makes that time now.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="worker">Who begins it: a name that no other machine has.</param>
    /// <param name="alive">For how long a run counts as alive after its last sign.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="JobTakenException">Another run of the job is alive.</exception>
    public async Task<JobRun> BeginAsync(DownloadJob job, string worker, TimeSpan alive, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var (entry, version) = await ReadAsync(job.Id, cancellationToken);
            if (entry is { HasEnded: true } || (entry is { CancelRequested: false, NotBefore: { } due } && due > now))
                return new JobRun(this, entry, version!, alive: null, time);

            if (entry is { AliveAt: { } sign, State: not JobState.Waiting } && sign + alive > now && !IsDead(entry, sign, worker))
                throw new JobTakenException(job.Id, sign + alive - now);

            // The first message of a job is sent next, and a run that dies over it must have left a trace of it. One of several jobs says
            // nothing of its own until its video is there.
            var speaksNext = job.BatchSize is null && (entry is null or { Progress: null, Pending: null });
            if (speaksNext)
                await CatchUpAsync(entry?.Chat ?? job.Chat, job, cancellationToken);

            var run = $"{worker}/{Guid.NewGuid():N}";
            entry = entry is null
                ? new JobEntry { Job = job, State = JobState.Running, Run = run, Runs = 1, StartedAt = now }
                : entry with { State = JobState.Running, Run = run, Runs = entry.Runs + 1, NotBefore = null, StartedAt = entry.Runs == 0 ? now : entry.StartedAt };

            entry = entry with { AliveAt = now, Pending = speaksNext ? new PendingMessage(NewestBefore(entry), run) : entry.Pending };
            try
            {
                version = await WriteAsync(entry, version, cancellationToken);
                _runs[run] = job.Id;
                return new JobRun(this, entry, version, alive, time);
            }
            catch (DocumentConflictException)
            {
                LogContended(job.Id);
            }
        }
    }

    /// <summary>Asks whoever runs the job to stop it.</summary>
    /// <returns>The job's entry; null where there is no such job, or it has ended.</returns>
    public async Task<JobEntry?> RequestCancelAsync(JobId id, CancellationToken cancellationToken = default) =>
        await ChangeAsync(id, entry => entry with { CancelRequested = true }, create: null, cancellationToken) is { HasEnded: false } entry ? entry : null;

    /// <summary>Ends a job that nothing is known of, so that whoever receives it does not begin it.</summary>
    /// <returns>False where the ledger knows the job.</returns>
    internal async Task<bool> TryCancelUnbegunAsync(DownloadJob job, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var entry = new JobEntry { Job = job, State = JobState.Waiting, Run = "", Runs = 0, StartedAt = now, CancelRequested = true };
        try
        {
            await WriteAsync(entry.Ended(JobState.Cancelled, now), version: null, cancellationToken);
            return true;
        }
        catch (DocumentConflictException)
        {
            return false;
        }
    }

    /// <summary>Keeps why a run failed. A job without an entry, or one that has ended, stays as it is.</summary>
    /// <param name="id">The job.</param>
    /// <param name="error">The reason; what is longer than 500 characters is cut.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task NoteErrorAsync(JobId id, string error, CancellationToken cancellationToken = default) =>
        TryChangeAsync(id, entry => entry with { Error = error.Length > LongestError ? error[..LongestError] : error }, cancellationToken);

    /// <summary>Asks for another try now of a job that waits for one.</summary>
    /// <returns>False where there is no such job, or it does not wait.</returns>
    public async Task<bool> TryNowAsync(JobId id, CancellationToken cancellationToken = default)
    {
        var waited = false;
        return await TryChangeAsync(
            id,
            entry =>
            {
                waited = entry.State is JobState.Retrying;
                return waited ? entry with { NotBefore = null } : entry;
            },
            cancellationToken) && waited;
    }

    /// <summary>The entries written last, the newest first.</summary>
    public async Task<IReadOnlyList<JobEntry>> RecentAsync(int count, CancellationToken cancellationToken = default)
    {
        var entries = new List<JobEntry>(count);
        await foreach (var path in documents.ListAsync("jobs/", cancellationToken))
        {
            if (JobId.TryParse(Path.GetFileNameWithoutExtension(path), provider: null, out var id)
                && await FindAsync(id, cancellationToken) is { Batch: null } entry)
            {
                entries.Add(entry);
            }

            if (entries.Count == count)
                break;
        }

        return entries;
    }

    /// <summary>The newest message that is known to be older than what a job sends next.</summary>
    internal MessageId NewestBefore(JobEntry entry)
    {
        var own = entry.Progress?.Value ?? (entry.MovedTo is null ? entry.Job.Id.Message.Value : 0);
        return new MessageId(entry.Chat.SharesNumbers ? Math.Max(own, _newest.Value.Value) : own);
    }

    /// <summary>Learns from the other workers which messages there are, before a message is noted that a run sends next.</summary>
    internal Task CatchUpAsync(ChatId chat, DownloadJob job, CancellationToken cancellationToken) =>
        chat.SharesNumbers ? _newest.CatchUpAsync(job.RequestedAt, cancellationToken) : Task.CompletedTask;

    /// <summary>Tells the other workers of the message that a job has just sent.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="sent">The message.</param>
    /// <param name="after">The message that was thought to be older.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    internal async Task ShareAsync(JobEntry entry, MessageId sent, MessageId after, CancellationToken cancellationToken)
    {
        if (!entry.Chat.SharesNumbers)
            return;

        if (sent.Value <= after.Value)
            _newest.Correct(sent);
        await _newest.ShareAsync(entry.Job.Id.Message, cancellationToken);
    }

    /// <summary>
    /// The messages that other jobs have in a job's chat. Of a chat with very many jobs only those are read that were asked for last before
    /// a message: another's would be far from it.
    /// </summary>
    internal async Task<IReadOnlySet<MessageId>> MessagesOfOthersAsync(JobEntry own, MessageId before, CancellationToken cancellationToken)
    {
        var others = new List<JobId>();
        foreach (var chat in new[] { own.Job.Chat, own.Chat }.Distinct())
        {
            await foreach (var path in documents.ListAsync($"jobs/{chat}/", cancellationToken))
            {
                if (JobId.TryParse(Path.GetFileNameWithoutExtension(path), provider: null, out var id) && id != own.Job.Id)
                    others.Add(id);
            }
        }

        var messages = new HashSet<MessageId>();
        var near = others.Where(id => id.Chat != own.Chat || id.Message.Value < before.Value).OrderByDescending(id => id.Message.Value).Take(MostOthers);
        foreach (var some in near.Chunk(ReadAtOnce))
        {
            foreach (var entry in await Task.WhenAll(some.Select(id => FindAsync(id, cancellationToken))))
                messages.UnionWith(new[] { entry?.Progress, entry?.Replaced }.OfType<MessageId>());
        }

        return messages;
    }

    /// <summary>Lets another run begin at once, where this one has not ended its job.</summary>
    internal async Task EndRunAsync(JobRun run)
    {
        if (!_runs.TryRemove(run.Entry.Run, out _) || run.Entry.HasEnded || run.Entry.AliveAt is null)
            return;

        try
        {
            using var timeout = new CancellationTokenSource(EndTimeout, time);
            await run.UpdateAsync(entry => entry with { AliveAt = null }, timeout.Token);
        }
        catch (Exception exception)
        {
            // It counts as alive for a while longer, or is not this run's any more.
            LogNotEnded(exception, run.Entry.Job.Id);
        }
    }

    private bool IsDead(JobEntry entry, DateTimeOffset sign, string worker) =>
        (owner is not null && sign < owner.Since)
        || (entry.Run.StartsWith($"{worker}/", StringComparison.Ordinal) && !_runs.ContainsKey(entry.Run));

    internal async Task<(JobEntry? Entry, string? Version)> ReadAsync(JobId id, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(PathOf(id), cancellationToken) is not { } document)
            return (null, null);

        try
        {
            return (JsonSerializer.Deserialize(document.Content.Span, LedgerJson.Default.JobEntry), document.Version);
        }
        catch (JsonException exception)
        {
            // The steps are done again, which is harmless; an entry that can't be read must not hold its job up for ever.
            LogUnreadable(exception, id);
            return (null, document.Version);
        }
    }

    internal Task<string> WriteAsync(JobEntry entry, string? version, CancellationToken cancellationToken)
    {
        Learn(entry);
        return documents.PutAsync(PathOf(entry.Job.Id), JsonSerializer.SerializeToUtf8Bytes(entry, LedgerJson.Default.JobEntry), version, cancellationToken);
    }

    private void Learn(JobEntry entry)
    {
        if (!entry.Chat.SharesNumbers)
            return;

        var seen = entry.MovedTo is null ? Math.Max(entry.Job.Id.Message.Value, entry.Progress?.Value ?? 0) : entry.Progress?.Value ?? 0;
        _newest.Learn(new MessageId(seen));
    }

    /// <summary>Changes an entry that no run owns. One that has ended stays as it is.</summary>
    /// <param name="id">Whose entry it is.</param>
    /// <param name="change">The change; what it returns as it was is not written.</param>
    /// <param name="create">The entry where there is none; null to make none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The entry as it is now; null where there is none.</returns>
    internal async Task<JobEntry?> ChangeAsync(
        JobId id, Func<JobEntry, JobEntry> change, Func<JobEntry>? create = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var (entry, version) = await ReadAsync(id, cancellationToken);
            if (entry is { HasEnded: true } || (entry ?? create?.Invoke()) is not { } old)
                return entry;

            var changed = change(old);
            if (ReferenceEquals(changed, entry))
                return entry;

            try
            {
                await WriteAsync(changed, version, cancellationToken);
                return changed;
            }
            catch (DocumentConflictException)
            {
                LogContended(id);
            }
        }
    }

    /// <returns>False where there is no such job, or it has ended.</returns>
    private async Task<bool> TryChangeAsync(JobId id, Func<JobEntry, JobEntry> change, CancellationToken cancellationToken) =>
        await ChangeAsync(id, change, create: null, cancellationToken) is { HasEnded: false };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId} was changed concurrently; reading it again")]
    private partial void LogContended(JobId jobId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not record in the ledger that the run of job {JobId} has ended")]
    private partial void LogNotEnded(Exception exception, JobId jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger entry of job {JobId} can't be read; the job starts from its first step")]
    private partial void LogUnreadable(Exception exception, JobId jobId);
}
