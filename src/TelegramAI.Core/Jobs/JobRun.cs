namespace TelegramAI.Core.Jobs;

/// <summary>
/// One run of a job, which owns the job's ledger entry until another run begins. While it lasts it shows in the entry that it is alive,
/// so that a second copy of the job's message does not take the job from it.
/// </summary>
public sealed class JobRun : IAsyncDisposable
{
    private readonly JobLedger _ledger;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _beating;
    private DateTimeOffset _writtenAt;
    private string _version;

    internal JobRun(JobLedger ledger, JobEntry entry, string version, TimeSpan? alive, TimeProvider time)
    {
        (_ledger, Entry, _version, _time) = (ledger, entry, version, time);
        _writtenAt = time.GetUtcNow();
        _beating = alive is { } window ? BeatAsync(window * 3 / 4) : Task.CompletedTask;
    }

    public JobEntry Entry { get; private set; }

    /// <summary>Whether it has tried to send a message: before that, what is pending is not lost.</summary>
    internal bool HasSpoken { get; set; }

    /// <summary>Writes a change to the ledger; when it returns the change is durable.</summary>
    /// <exception cref="JobTakenException">Another run owns the job now.</exception>
    public async Task UpdateAsync(Func<JobEntry, JobEntry> change, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var now = _time.GetUtcNow();
                var changed = change(Entry.HasEnded ? Entry : Entry with { AliveAt = now });
                try
                {
                    _version = await _ledger.WriteAsync(changed, _version, cancellationToken);
                    (Entry, _writtenAt) = (changed, now);
                    return;
                }
                catch (DocumentConflictException)
                {
                    await ReadAsync(cancellationToken);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads the entry again: others write it too, such as a reader's wish to cancel the job.</summary>
    /// <exception cref="JobTakenException">Another run owns the job now.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Notes that a message is about to be sent, so that a run which dies over it leaves a trace.</summary>
    /// <param name="change">The change of the entry, made with the message that is sent next as the ledger knows of it beforehand.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="JobTakenException">Another run owns the job now.</exception>
    internal async Task NoteSendingAsync(Func<JobEntry, PendingMessage, JobEntry> change, CancellationToken cancellationToken)
    {
        await _ledger.CatchUpAsync(Entry.Chat, Entry.Job, cancellationToken);
        await UpdateAsync(entry => change(entry, new PendingMessage(_ledger.NewestBefore(entry), entry.Run)), cancellationToken);
    }

    /// <summary>Tells the other workers of a message that the job has sent.</summary>
    internal Task ShareAsync(Chats.MessageId sent, PendingMessage pending, CancellationToken cancellationToken) =>
        _ledger.ShareAsync(Entry, sent, pending.After, cancellationToken);

    /// <summary>The messages that other jobs have in the job's chat, before one of its own.</summary>
    internal Task<IReadOnlySet<Chats.MessageId>> MessagesOfOthersAsync(Chats.MessageId before, CancellationToken cancellationToken) =>
        _ledger.MessagesOfOthersAsync(Entry, before, cancellationToken);

    /// <summary>Ends the run. A job that has not ended may be begun by another run at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        await _ledger.EndRunAsync(this);
        _ended.Dispose();
        _writing.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (entry, version) = await _ledger.ReadAsync(Entry.Job.Id, cancellationToken);
        if (entry is null || version is null || !string.Equals(entry.Run, Entry.Run, StringComparison.Ordinal))
            throw new JobTakenException(Entry.Job.Id);

        (Entry, _version) = (entry, version);
    }

    private async Task BeatAsync(TimeSpan interval)
    {
        try
        {
            for (var wait = interval; ; wait = interval - (_time.GetUtcNow() - _writtenAt))
            {
                // A call that failed is made again soon: a quarter of the window is all that there is room for.
                await Task.Delay(wait > TimeSpan.Zero ? wait : interval / 16, _time, _ended.Token);
                if (_time.GetUtcNow() - _writtenAt >= interval && !Entry.HasEnded)
                    await TryBeatAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private async Task TryBeatAsync()
    {
        try
        {
            await UpdateAsync(entry => entry, _ended.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A ledger that is away, or a job that was taken: the run's next checkpoint says so.
        }
    }
}

/// <summary>Another run of the job is alive, or has begun in the meantime: this one must stop without a word.</summary>
/// <param name="jobId">The job.</param>
/// <param name="aliveFor">How long the other run may count as alive without another sign of it.</param>
public sealed class JobTakenException(JobId jobId, TimeSpan aliveFor = default) : Exception($"Another worker runs job {jobId} now")
{
    public TimeSpan AliveFor { get; } = aliveFor;
}
