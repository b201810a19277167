namespace TelegramAI.Core.Jobs;

/// <summary>One run of a job, which owns the job's ledger entry until another run begins.</summary>
public sealed class JobRun(JobLedger ledger, JobEntry entry, string version)
{
    private string _version = version;

    public JobEntry Entry { get; private set; } = entry;

    /// <summary>Writes a change to the ledger; when it returns the change is durable.</summary>
    /// <exception cref="JobTakenException">Another run owns the job now.</exception>
    public async Task UpdateAsync(Func<JobEntry, JobEntry> change, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = change(Entry);
            try
            {
                _version = await ledger.WriteAsync(changed, _version, cancellationToken);
                Entry = changed;
                return;
            }
            catch (DocumentConflictException)
            {
                await RefreshAsync(cancellationToken);
            }
        }
    }

    /// <summary>Reads the entry again, which tells whether somebody asked to cancel the job.</summary>
    /// <exception cref="JobTakenException">Another run owns the job now.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        var (entry, version) = await ledger.ReadAsync(Entry.Job.Id, cancellationToken);
        if (entry is null || version is null || !string.Equals(entry.Run, Entry.Run, StringComparison.Ordinal))
            throw new JobTakenException(Entry.Job.Id);

        (Entry, _version) = (entry, version);
    }
}

/// <summary>Another run of the same job has begun: this one must stop without a word.</summary>
public sealed class JobTakenException(JobId jobId) : Exception($"Another worker runs job {jobId} now");
