using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Core.Jobs;

/// <summary>
/// The memory of all jobs: what each has finished, so that a redelivered job resumes after its last step. Each run of a job owns
/// its entry by compare-and-swap, so two workers can't both write a step's result.
/// </summary>
public sealed partial class JobLedger(IDocumentStore documents, TimeProvider time, ILogger<JobLedger> logger)
{
    private const int LongestError = 500;

    public static string PathOf(JobId id) => $"jobs/{id.Chat}/{id}.json";

    /// <summary>Reads a job's entry, or null where it has none yet or has one that can't be read.</summary>
    public async Task<JobEntry?> FindAsync(JobId id, CancellationToken cancellationToken = default) =>
        (await ReadAsync(id, cancellationToken)).Entry;

    /// <summary>Begins a run: the job is this run's until another begins. A job that has ended stays as it is.</summary>
    public async Task<JobRun> BeginAsync(DownloadJob job, string worker, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var (entry, version) = await ReadAsync(job.Id, cancellationToken);
            if (entry is { HasEnded: true })
                return new JobRun(this, entry, version!);

            var run = $"{worker}/{Guid.NewGuid():N}";
            entry = entry is null
                ? new JobEntry { Job = job, State = JobState.Running, Run = run, Runs = 1, StartedAt = time.GetUtcNow() }
                : entry with { State = JobState.Running, Run = run, Runs = entry.Runs + 1 };

            try
            {
                return new JobRun(this, entry, await WriteAsync(entry, version, cancellationToken));
            }
            catch (DocumentConflictException)
            {
                LogContended(job.Id);
            }
        }
    }

    /// <summary>Asks whoever runs the job to stop it.</summary>
    /// <returns>False where there is no such job, or it has ended.</returns>
    public Task<bool> RequestCancelAsync(JobId id, CancellationToken cancellationToken = default) =>
        TryChangeAsync(id, entry => entry with { CancelRequested = true }, cancellationToken);

    /// <summary>Keeps why a run failed. A job without an entry, or one that has ended, stays as it is.</summary>
    /// <param name="id">The job.</param>
    /// <param name="error">The reason; what is longer than 500 characters is cut.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task NoteErrorAsync(JobId id, string error, CancellationToken cancellationToken = default) =>
        TryChangeAsync(id, entry => entry with { Error = error.Length > LongestError ? error[..LongestError] : error }, cancellationToken);

    /// <summary>The entries written last, the newest first.</summary>
    public async Task<IReadOnlyList<JobEntry>> RecentAsync(int count, CancellationToken cancellationToken = default)
    {
        var entries = new List<JobEntry>(count);
        await foreach (var path in documents.ListAsync("jobs/", cancellationToken))
        {
            if (JobId.TryParse(Path.GetFileNameWithoutExtension(path), provider: null, out var id)
                && await FindAsync(id, cancellationToken) is { } entry)
            {
                entries.Add(entry);
            }

            if (entries.Count == count)
                break;
        }

        return entries;
    }

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

    internal Task<string> WriteAsync(JobEntry entry, string? version, CancellationToken cancellationToken) =>
        documents.PutAsync(PathOf(entry.Job.Id), JsonSerializer.SerializeToUtf8Bytes(entry, LedgerJson.Default.JobEntry), version, cancellationToken);

    /// <returns>False where there is no such job, or it has ended.</returns>
    private async Task<bool> TryChangeAsync(JobId id, Func<JobEntry, JobEntry> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (entry, version) = await ReadAsync(id, cancellationToken);
            if (entry is null or { HasEnded: true })
                return false;

            try
            {
                await WriteAsync(change(entry), version, cancellationToken);
                return true;
            }
            catch (DocumentConflictException)
            {
                LogContended(id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId} was written by somebody else, reading it again")]
    private partial void LogContended(JobId jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger entry of job {JobId} can't be read; the job starts from its first step")]
    private partial void LogUnreadable(Exception exception, JobId jobId);
}
